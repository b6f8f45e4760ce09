#include "adapters/search_xapian/xapian_index.hpp"
#include "testing/memory_search_index.hpp"
#include "testing/temp_folder.hpp"
#include "tests/contract/search_index_contract.hpp"

namespace aan::contract {
namespace {

class XapianWorld {
 public:
  XapianWorld() { restart(); }
  ports::SearchIndex& index() { return *index_; }
  void restart() {
    index_.reset();
    index_ = search_xapian::XapianIndex::open(root_.path() / "search").value();
  }

 private:
  testing::TempFolder root_;
  std::unique_ptr<search_xapian::XapianIndex> index_;
};

class MemoryWorld {
 public:
  ports::SearchIndex& index() { return index_; }
  void restart() {}

 private:
  testing::MemorySearchIndex index_;
};

}  // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(Xapian, SearchIndexContract, XapianWorld);
INSTANTIATE_TYPED_TEST_SUITE_P(Memory, SearchIndexContract, MemoryWorld);

}  // namespace aan::contract
