#include "node/demo_books.hpp"

#include "base/log.hpp"
#include "embedded/demo_books.hpp"
#include "node/node.hpp"
#include "service/desk/setup.hpp"

namespace aan::node {

std::vector<service::DemoText> demo_texts() {
  std::vector<service::DemoText> texts;
  for (const embedded::File& file : embedded::demo_books())
    texts.push_back({file.name, file.bytes});
  return texts;
}

Result<bool> bring_demo_books(Node& node, const std::function<bool()>& goes_on) {
  if (!AAN_TRY(service::are_demo_books_wanted(node.room))) return false;
  const Duration end = node.clock.mono() + Duration::seconds(1);
  bool is_all = false;
  const auto added = AAN_TRY(service::stock_demo(node.room, node.ingest, *node.writer, demo_texts(),
                                                 [&](std::size_t done, std::size_t of) {
                                                   is_all = done == of;
                                                   return goes_on() && node.clock.mono() < end;
                                                 }));
  if (!is_all) return true;
  AAN_TRY(service::note_demo_books_in(node.room));
  log::info("demo.stocked", {{"books", added}});
  return false;
}

}  // namespace aan::node
