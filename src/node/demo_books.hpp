#pragma once
#include <vector>

#include "service/books/stock_demo.hpp"

namespace aan::node {

class Node;

/// The texts of the demonstration, as they come with the program.
std::vector<service::DemoText> demo_texts();

/// Brings in some of the demonstration's books, where a new shop asked for them: for about a
/// second, or as long as `goes_on`. True: there are more of them.
Result<bool> bring_demo_books(Node& node, const std::function<bool()>& goes_on);

}  // namespace aan::node
