// Any text as a query: understood within its limits, and answered by the index without an error
// that would be our own.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "adapters/search_xapian/xapian_index.hpp"
#include "base/check.hpp"
#include "base/text.hpp"
#include "base/words.hpp"
#include "testing/temp_folder.hpp"

namespace aan {
namespace {

struct World {
  testing::TempFolder folder;
  std::unique_ptr<search_xapian::XapianIndex> index;
  World() : index(search_xapian::XapianIndex::open(folder.path()).value()) {
    std::vector<catalog::BookDetail> books;
    int number = 0;
    for (const char* title : {"The Moonstone", "Die Bäckerei", "L'Été", "紅樓夢", "Война и мир"}) {
      catalog::BookDetail book;
      book.work.id.value = "fuzz_" + std::to_string(++number);
      book.work.title = title;
      book.edition.language = number % 2 == 0 ? "de" : "en";
      books.push_back(std::move(book));
    }
    AAN_CHECK(index->apply(books, {}, 1));
  }
};

void ask(std::string_view text) {
  static const World world;
  const std::size_t size = text.size();
  for (const Word& word : words_of(text, 100)) {
    AAN_CHECK(!word.forms.empty() && word.written.size() <= kWordBytesMax);
    AAN_CHECK(is_utf8(word.written));
    for (const std::string& form : word.forms) AAN_CHECK(!form.empty() && is_utf8(form));
  }
  ports::SearchQuery query;
  query.text = text;
  if (size % 3 == 0) query.language = text.substr(0, size / 3);
  if (size % 5 == 0) query.subject_slug = text.substr(size / 2);
  const auto answer = world.index->search(query);
  AAN_CHECK(answer || answer.error().code == Errc::invalid);
}

}  // namespace
}  // namespace aan

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  aan::ask({reinterpret_cast<const char*>(data), size});
  return 0;
}
