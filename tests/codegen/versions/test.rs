//! Three versions of an API, of which the last writes one operation itself.

use std::error::Error;

use versions::mock;
use versions::{v1, v2, v3};

#[test]
fn each_version_calls_what_it_shares_and_what_it_has_to_itself() -> Result<(), Box<dyn Error>> {
    let mock = mock::start()?;
    let v1 = v1::Client::blocking(mock.config())?;
    let v3 = v3::Client::blocking(mock.config())?;
    let pet = v1::models::Pet::new("Tom");
    let added = v1.add_pet(pet).send()?.into_value();
    let id = added.id.unwrap_or_default();
    assert_eq!(v1.get_pet(&id).send()?.into_value().name, "Tom");
    // What the mock server of another version keeps, it keeps for itself.
    let added = v3.add_pet(v3::models::Pet::new("Tim")).send()?.into_value();
    let id = added.id.unwrap_or_default();
    let found = v3.get_pet(&id).deep(true).send()?.into_value();
    assert_eq!(found.name, "Tim");
    let requests = mock.requests_of::<v3::pets::GetPet>();
    assert_eq!(requests.len(), 1);
    assert_eq!(requests[0].query_value("deep"), Some("true"));
    assert_eq!(mock.requests_of::<v1::pets::GetPet>().len(), 1);
    Ok(())
}

#[test]
fn what_versions_share_is_one_type() {
    // A request of one version is one of another where they share the operation.
    fn same<T>(_: fn(T), _: fn(T)) {}
    same(drop::<v1::pets::GetPet>, drop::<v2::pets::GetPet>);
    same(drop::<v1::pets::ListPets>, drop::<v3::pets::ListPets>);
    same(drop::<v1::models::Pet>, drop::<v3::models::Pet>);
    same(drop::<v1::errors::PetsError>, drop::<v3::errors::PetsError>);
}

#[test]
fn the_command_line_client_has_the_operations_of_each_version_in_its_order() {
    let apis = versions::cli::PROGRAM.apis.iter();
    let commands = apis.map(|api| {
        let operations = api.resources.iter().flat_map(|found| found.operations);
        let commands = operations.map(|operation| operation.command);
        commands.collect::<Vec<_>>()
    });
    let commands: Vec<_> = commands.collect();
    let all = ["list-pets", "add-pet", "get-pet", "delete-pet"];
    // The second version has no operation that deletes one.
    assert_eq!(commands, [&all[..], &all[..3], &all]);
}
