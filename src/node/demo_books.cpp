#include "node/demo_books.hpp"

#include "embedded/demo_books.hpp"

namespace aan::node {

std::vector<service::DemoText> demo_texts() {
  std::vector<service::DemoText> texts;
  for (const embedded::File& file : embedded::demo_books())
    texts.push_back({file.name, file.bytes});
  return texts;
}

}  // namespace aan::node
