#include "adapters/search_xapian/readers.hpp"

#include <utility>

#include "adapters/search_xapian/query.hpp"

namespace aan::search_xapian {

Readers::Loan Readers::lend() {
  std::unique_ptr<Reader> reader;
  {
    const std::lock_guard lock(free_guard_);
    if (!free_.empty()) {
      reader = std::move(free_.back());
      free_.pop_back();
    }
  }
  if (!reader) reader = std::make_unique<Reader>();
  refresh(*reader);
  return {*this, std::move(reader)};
}

void Readers::refresh(Reader& reader) {
  std::uint64_t commit = 0;
  std::uint64_t replacement = 0;
  std::string path;
  std::shared_ptr<FacetTable> facets;
  {
    const std::lock_guard lock(free_guard_);
    facets = facets_;
    commit = commit_;
    replacement = replacement_;
    path = path_.string();
  }
  if (reader.commit == commit) return;
  if (reader.replacement == replacement)
    reader.database.reopen();
  else
    reader.database = Xapian::Database(path);
  reader.facets = std::move(facets);
  reader.stemmers = stemmers_of(reader.database);
  reader.expansions.forget();
  reader.commit = commit;
  reader.replacement = replacement;
}

void Readers::take_back(std::unique_ptr<Reader> reader) {
  const std::lock_guard lock(free_guard_);
  if (reader && reader->replacement == replacement_ && free_.size() < kKeptMax)
    free_.push_back(std::move(reader));
}

void Readers::committed(const std::vector<FacetChange>& changes) {
  std::shared_ptr<FacetTable> facets;
  {
    const std::lock_guard lock(free_guard_);
    facets = facets_;
  }
  facets->apply(changes);  // first: who sees a new book counts it, too
  const std::lock_guard lock(free_guard_);
  ++commit_;
}

void Readers::replaced(const std::filesystem::path& with) {
  const std::lock_guard lock(free_guard_);
  ++commit_;
  ++replacement_;
  path_ = with;
  facets_ = std::make_shared<FacetTable>();
  free_.clear();
}

std::uint64_t Readers::replacements() {
  const std::lock_guard lock(free_guard_);
  return replacement_;
}

}  // namespace aan::search_xapian
