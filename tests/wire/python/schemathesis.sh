#!/usr/bin/env bash
# schemathesis against the mock server: requests that the document allows, requests that it
# doesn't, and sequences of both. The mock server must take the former, refuse the latter,
# and answer each with what the document has for it.
#
# Run by hand; no part of the tests. It needs Python 3 with venv, or a schemathesis of one's
# own whose path is given as the argument.
#
#     tests/wire/python/schemathesis.sh
set -euo pipefail
cd "$(dirname "$0")/../../.."

work=$(mktemp -d)
server=
finish() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

schemathesis=${1:-}
if [ -z "$schemathesis" ]; then
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" install --quiet schemathesis==4.32.5
  schemathesis=$work/venv/bin/schemathesis
fi

cargo build --package sailpoint-sim --features mock --example serve
target=$(cargo metadata --format-version 1 --no-deps | python3 -c 'import json, sys; print(json.load(sys.stdin)["target_directory"])')
"$target/debug/examples/serve" >"$work/address" 2>"$work/log" &
server=$!
until [ -s "$work/address" ]; do
  kill -0 "$server"
  sleep 0.1
done
origin=$(cat "$work/address")

for version in v2024 v2025 v2026 v1; do
  # The base URL of v1 has no version.
  base=/$version
  [ "$version" != v1 ] || base=
  "$schemathesis" --config-file tests/wire/python/schemathesis.toml run "spec/$version.yaml" \
    --url "$origin$base" --header 'Authorization: Bearer any' \
    --seed 1 --generation-database none --continue-on-failure
done
