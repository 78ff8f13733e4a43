"""SailPoint's Python SDK against the mock server: all seven operations.

Run by `vendor_sdk.sh`, or by hand with the address that the example `serve` prints:

    python3 -m venv venv && venv/bin/pip install sailpoint==2.1.72
    venv/bin/python whole_program.py http://127.0.0.1:8080

The SDK 1.4.2 has a package for each yearly version, the SDK 2.1.72 one for v1.
"""

import importlib
import importlib.util
import sys

from sailpoint.configuration import Configuration, ConfigurationParams


def packages():
    """Each version that the SDK knows: its name, its package, and how its methods end."""
    if importlib.util.find_spec("sailpoint.sim_integrations"):
        return [("v1", "sailpoint.sim_integrations", "_v1")]
    return [(version, f"sailpoint.{version}", "") for version in ("v2024", "v2025")]


def whole_program(version, package, suffix, base_url):
    sdk = importlib.import_module(package)
    models = importlib.import_module(f"{package}.models")
    params = ConfigurationParams()
    params.base_url = base_url
    params.client_id = "id"
    params.client_secret = "secret"
    configuration = Configuration(params)
    configuration.experimental = True
    configuration.suppress_experimental_warnings = True
    with sdk.ApiClient(configuration) as client:
        api = sdk.SIMIntegrationsApi(client)

        def call(operation, *arguments):
            # The SDK 2.1.72 sends the header only where it is given.
            method = getattr(api, operation + suffix)
            return method(*arguments, x_sail_point_experimental="true")

        def names():
            return [found.name for found in call("get_sim_integrations")]

        def replacing(path, value):
            change = {"op": "replace", "path": path, "value": value}
            change = models.JsonPatchOperation.from_dict(change)
            return models.JsonPatch(operations=[change])

        print(version, "list  ", names())
        details = models.SimIntegrationDetails(
            name="From Python",
            description="Tickets",
            type="ServiceNow Service Desk",
            attributes={"url": "https://tickets.example.com"},
        )
        made = call("create_sim_integration", details)
        print(version, "create", made.name, made.id)
        got = call("get_sim_integration", made.id)
        assert got == made, (got, made)
        print(version, "get   ", got.name, got.created is not None)
        details.name = "Put from Python"
        print(version, "put   ", call("put_sim_integration", made.id, details).name)
        patched = call("patch_sim_attributes", made.id, replacing("/name", "Patched from Python"))
        print(version, "patch ", patched.name)
        assert patched.name == "Patched from Python"
        rule = replacing("/description", "New description")
        patched = call("patch_before_provisioning_rule", made.id, rule)
        print(version, "rule  ", patched.description)
        print(version, "list  ", names())
        call("delete_sim_integration", made.id)
        print(version, "delete", names())
        assert "Patched from Python" not in names()
        try:
            call("get_sim_integration", made.id)
        except Exception as error:
            print(version, "get   ", error.status, error.reason)
            assert error.status == 404
        else:
            sys.exit("what was deleted is still there")


for found in packages():
    whole_program(*found, sys.argv[1])
