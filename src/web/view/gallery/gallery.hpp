#pragma once
#include <functional>
#include <string>
#include <vector>

namespace aan::web {

/// One page of the shop in one state, made of invented data. For tests and for looking at.
struct GalleryPage {
  std::string name;  ///< "order-underpaid"
  std::string html;
};

/// Changes every text that comes from outside (titles, names, sentences): the identity to look at
/// pages, something hostile to test escaping.
using Words = std::function<std::string(std::string)>;

/// Every page in every state. Made by `Gallery` in tests alone: no part of the product.
std::vector<GalleryPage> gallery(const Words& words);

}  // namespace aan::web
