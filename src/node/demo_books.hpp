#pragma once
#include <vector>

#include "service/books/stock_demo.hpp"

namespace aan::node {

/// The texts of the demonstration, as they come with the program.
std::vector<service::DemoText> demo_texts();

}  // namespace aan::node
