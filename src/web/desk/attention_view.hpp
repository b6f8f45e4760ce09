#pragma once
#include <vector>

#include "service/attention/list_items.hpp"
#include "web/desk/desk_front.hpp"

namespace aan::web {

/// Whether somebody of the visitor's role sees what the item is about.
bool may_see(const Visit& visit, const attention::Item& item);
/// Where at the desk the visitor looks at what it is about; empty: nowhere.
std::string path_for(const Visit& visit, const attention::Item& item);
/// Of these, those that the visitor may see.
std::vector<attention::Item> visible(const Visit& visit, std::vector<attention::Item> items);

}  // namespace aan::web
