//! The program in `README.md`, so that it compiles.

use sailpoint_sim::{Config, v2025::Client, v2025::models::JsonPatchOperation};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // The credentials: SAIL_BASE_URL, SAIL_CLIENT_ID, SAIL_CLIENT_SECRET.
    let client = Client::new(Config::from_env()?)?;
    for sim in client.get_sim_integrations().await? {
        println!("{:?} {}", sim.id, sim.name);
    }
    let patch = [JsonPatchOperation::replace("/description", "Tickets")];
    let request = client.patch_sim_attributes("62945a496ef440189b1f03e3623411c8", patch);
    let answer = request.send().await?; // status and headers beside the value
    println!("{} {}", answer.status(), answer.value().description);
    Ok(())
}
