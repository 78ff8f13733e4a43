#!/usr/bin/env bash
# schemathesis against the mock server: requests that the document allows, requests that it doesn't
# allow, and sequences of both. The mock server must accept the former, refuse the latter, and respond
# to each with what the document has for it.
#
# Run by hand; no part of the tests. It needs Python 3 with venv, or a schemathesis of one's
# own whose path is given as the argument.
#
#     tests/wire/python/schemathesis.sh
set -euo pipefail
cd "$(dirname "$0")/../../.."
source tests/wire/python/serve.sh

schemathesis=${1:-}
if [ -z "$schemathesis" ]; then
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" install --quiet --disable-pip-version-check schemathesis==4.32.5
  schemathesis=$work/venv/bin/schemathesis
fi

for version in v2024 v2025 v2026 v1; do
  # The base URL of v1 has no version.
  base=/$version
  [ "$version" != v1 ] || base=
  "$schemathesis" --config-file tests/wire/python/schemathesis.toml run "spec/$version.yaml" \
    --url "$origin$base" --header 'Authorization: Bearer any' \
    --seed 1 --generation-database none --continue-on-failure
done
