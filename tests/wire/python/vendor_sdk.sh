#!/usr/bin/env bash
# SailPoint's Python SDKs against the mock server: 1.4.2, the last with yearly versions that was
# looked at, and 2.1.72, which knows v1 alone.
#
# Run by hand; no part of the tests. It needs Python 3 with venv.
#
#     tests/wire/python/vendor_sdk.sh
set -euo pipefail
cd "$(dirname "$0")/../../.."

work=$(mktemp -d)
server=
finish() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

cargo build --package sailpoint-sim --features mock --example serve
target=$(cargo metadata --format-version 1 --no-deps | python3 -c 'import json, sys; print(json.load(sys.stdin)["target_directory"])')
"$target/debug/examples/serve" >"$work/address" 2>"$work/log" &
server=$!
until [ -s "$work/address" ]; do
  kill -0 "$server"
  sleep 0.1
done
origin=$(cat "$work/address")

for version in 1.4.2 2.1.72; do
  python3 -m venv "$work/$version"
  "$work/$version/bin/pip" install --quiet "sailpoint==$version"
  echo "sailpoint $version"
  "$work/$version/bin/python" tests/wire/python/whole_program.py "$origin"
done
