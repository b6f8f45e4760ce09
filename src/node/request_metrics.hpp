#pragma once
#include <string_view>

#include "net/server.hpp"

namespace aan::node {

/// To which part of the shop a route belongs, by its pattern: "page", "api", "desk", "download",
/// "picture", "asset", "webhook", or "none" for what no route took.
std::string_view route_class(std::string_view pattern);

/// Counts an answer; called on the threads that send them.
void count_answer(const net::Answered& answered);

}  // namespace aan::node
