//! What the generated client does on a wire: each request, each answer.
//! May not know: the generator.

mod server;
