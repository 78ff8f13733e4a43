#!/usr/bin/env bash
# SailPoint's Python SDKs against the mock server: 1.4.2, the last with yearly versions that was
# looked at, and 2.1.72, which knows v1 alone.
#
# Run by hand; no part of the tests. It needs Python 3 with venv.
#
#     tests/wire/python/vendor_sdk.sh
set -euo pipefail
cd "$(dirname "$0")/../../.."
source tests/wire/python/serve.sh

for version in 1.4.2 2.1.72; do
  python3 -m venv "$work/$version"
  "$work/$version/bin/pip" install --quiet --disable-pip-version-check "sailpoint==$version"
  echo "sailpoint $version"
  "$work/$version/bin/python" tests/wire/python/whole_program.py "$origin"
done
