#pragma once
#include <string>

#include "web/view/frame.hpp"
#include "web/view/html.hpp"

namespace aan::web {

/// `/api` and `/api-reference/{chapter}`: the API for people who read. What stands on it was made
/// from the document when the program was built (`tools/aan_tool/openapi_pages.py`).
struct ApiPage {
  std::string title;
  Html body;
};
std::string render(const ApiPage& page, const Frame& frame);

}  // namespace aan::web
