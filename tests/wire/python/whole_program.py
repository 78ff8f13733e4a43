"""The vendor's Python SDK against the double: list, create, get, put, patch, delete.

Run by hand, with the address that the example `serve` prints:

    python3 -m venv venv && venv/bin/pip install sailpoint==1.4.2
    venv/bin/python whole_program.py http://127.0.0.1:8080
"""

import importlib
import sys

from sailpoint.configuration import Configuration, ConfigurationParams


def whole_program(version, base_url):
    sdk = importlib.import_module(f"sailpoint.{version}")
    models = importlib.import_module(f"sailpoint.{version}.models")
    params = ConfigurationParams()
    params.base_url = base_url
    params.client_id = "id"
    params.client_secret = "secret"
    configuration = Configuration(params)
    configuration.experimental = True
    configuration.suppress_experimental_warnings = True
    with sdk.ApiClient(configuration) as client:
        api = sdk.SIMIntegrationsApi(client)

        def names():
            return [found.name for found in api.get_sim_integrations()]

        print(version, "list  ", names())
        details = models.SimIntegrationDetails(
            name="From Python",
            description="Tickets",
            type="ServiceNow Service Desk",
            attributes={"url": "https://tickets.example.com"},
        )
        made = api.create_sim_integration(details)
        print(version, "create", made.name, made.id)
        got = api.get_sim_integration(made.id)
        assert got == made, (got, made)
        print(version, "get   ", got.name, got.created is not None)
        details.name = "Put from Python"
        print(version, "put   ", api.put_sim_integration(made.id, details).name)
        change = models.JsonPatchOperation.from_dict(
            {"op": "replace", "path": "/name", "value": "Patched from Python"}
        )
        patched = api.patch_sim_attributes(made.id, models.JsonPatch(operations=[change]))
        print(version, "patch ", patched.name)
        print(version, "list  ", names())
        api.delete_sim_integration(made.id)
        print(version, "delete", names())
        try:
            api.get_sim_integration(made.id)
        except Exception as error:
            print(version, "get   ", error.status, error.reason)


for version in ["v2024", "v2025"]:
    whole_program(version, sys.argv[1])
