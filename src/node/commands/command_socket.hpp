#pragma once
#include <filesystem>
#include <string>

#include "net/router.hpp"
#include "node/node.hpp"

namespace aan::node {

/// The router behind DIR/aan.sock: POST /commands/{name} with the arguments as JSON.
net::SharedRouter command_router(Node& node);

/// Sends a command to the server that holds `data_dir`. Errors: unavailable (nobody answers), and
/// what the command answered.
Result<std::string> send_command(const std::filesystem::path& data_dir, const std::string& name,
                                 const std::string& arguments);

}  // namespace aan::node
