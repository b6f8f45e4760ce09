#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include <xapian.h>

#include "adapters/search_xapian/expansions.hpp"
#include "adapters/search_xapian/facet_table.hpp"

namespace aan::search_xapian {

/// One open view of the database with what depends on it. Used by one thread at a time.
struct Reader {
  Xapian::Database database;
  std::vector<Xapian::Stem> stemmers;  ///< of the languages that most books are in
  Expansions expansions;
  std::shared_ptr<FacetTable> facets;  ///< of its database, for all views
  FacetTally tally;
  std::uint64_t commit = 0;       ///< of which it is the view
  std::uint64_t replacement = 0;  ///< of the database files
};

/// Open views, lent to one search each, brought up to date when lent. Thread-safe; throws
/// Xapian::Error.
class Readers {
 public:
  explicit Readers(std::filesystem::path database) : path_(std::move(database)) {}

  /// A view of the newest commit; goes back to the others when it is let go.
  class Loan {
   public:
    Loan(Readers& owner, std::unique_ptr<Reader> reader)
        : owner_(owner), reader_(std::move(reader)) {}
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    ~Loan() { owner_.take_back(std::move(reader_)); }
    Reader& operator*() { return *reader_; }
    /// Damaged or overtaken: not to be lent again.
    void drop() { reader_.reset(); }

   private:
    Readers& owner_;
    std::unique_ptr<Reader> reader_;
  };
  Loan lend();

  /// Views are older than the database now.
  void committed(const std::vector<FacetChange>& changes);
  void replaced(const std::filesystem::path& with);  ///< another database from now on
  /// How many times it was replaced: a view that failed may have been of one that is gone.
  std::uint64_t replacements();

 private:
  void take_back(std::unique_ptr<Reader> reader);
  void refresh(Reader& reader);

  static constexpr std::size_t kKeptMax = 16;
  std::filesystem::path path_;
  std::mutex free_guard_;
  std::vector<std::unique_ptr<Reader>> free_;
  std::shared_ptr<FacetTable> facets_ = std::make_shared<FacetTable>();
  std::uint64_t commit_ = 1;
  std::uint64_t replacement_ = 1;
};

}  // namespace aan::search_xapian
