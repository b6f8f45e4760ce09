#include "worker/pdf/contents.hpp"

#include <memory>

#include "domain/catalog/book_record_frame.hpp"
#include "worker/epub/plain_text.hpp"
#include "worker/pdf/limits.hpp"

namespace aan::worker::pdf {
namespace {

class Outline {
 public:
  explicit Outline(const Poppler& poppler) : poppler_(poppler) {}

  std::vector<catalog::ContentsEntry> all(PopplerDocument* document) {
    read(poppler_.index_iter_new(document), 0);
    return std::move(entries_);
  }

 private:
  // Takes the iterator over. Deeper levels than are kept are left out.
  void read(PopplerIndexIter* raw, int depth) {
    if (raw == nullptr) return;
    const auto free = [this](PopplerIndexIter* iter) { poppler_.index_iter_free(iter); };
    const std::unique_ptr<PopplerIndexIter, decltype(free)> iter(raw, free);
    do {
      if (++looked_at_ > kOutlineEntriesMax || entries_.size() == catalog::kContentsMax) return;
      add(iter.get(), depth);
      if (depth < catalog::kContentsDepthMax)
        read(poppler_.index_iter_get_child(iter.get()), depth + 1);
    } while (poppler_.index_iter_next(iter.get()) != FALSE);
  }

  void add(PopplerIndexIter* iter, int depth) {
    PopplerAction* action = poppler_.index_iter_get_action(iter);
    if (action == nullptr) return;
    if (action->any.title != nullptr) {
      std::string title = epub::clean_line(action->any.title, catalog::kLineBytesMax);
      if (!title.empty()) entries_.push_back({std::move(title), depth});
    }
    poppler_.action_free(action);
  }

  const Poppler& poppler_;
  std::vector<catalog::ContentsEntry> entries_;
  int looked_at_ = 0;
};

}  // namespace

std::vector<catalog::ContentsEntry> read_contents(const Poppler& poppler,
                                                  PopplerDocument* document) {
  return Outline(poppler).all(document);
}

}  // namespace aan::worker::pdf
