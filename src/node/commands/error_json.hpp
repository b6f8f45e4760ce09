#pragma once
#include <string>

#include "base/result.hpp"

namespace aan::node {

/// An error as it crosses DIR/aan.sock, and back: kind, sentence and reason survive.
std::string encode_error(const Error& error);
/// What `text` says; `unavailable` when it is not such a document.
Error decode_error(const std::string& text, const std::string& step);

}  // namespace aan::node
