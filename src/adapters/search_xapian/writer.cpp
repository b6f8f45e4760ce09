#include "adapters/search_xapian/writer.hpp"

#include <utility>

#include "adapters/search_xapian/document.hpp"
#include "adapters/search_xapian/terms.hpp"

namespace aan::search_xapian {

void Writer::ensure() {
  if (database_) return;
  database_.emplace(path_.string(), Xapian::DB_CREATE_OR_OPEN);
  if (database_->get_metadata(kFormatKey).empty() && database_->get_doccount() == 0) {
    database_->set_metadata(kFormatKey, std::string(kFormat));
    database_->commit();
  }
}

std::vector<FacetChange> Writer::apply(const std::vector<catalog::BookDetail>& changed,
                                       const std::vector<catalog::WorkId>& removed,
                                       std::int64_t generation) {
  changes_.clear();
  try {
    ensure();
    database_->begin_transaction();
    for (const catalog::WorkId& id : removed) remove(id);
    for (const catalog::BookDetail& book : changed) replace(book);
    database_->set_metadata(kGenerationKey, std::to_string(generation));
    database_->commit_transaction();
  } catch (...) {
    close();  // an unfinished transaction ends with it
    throw;
  }
  return std::move(changes_);
}

void Writer::close() {
  database_.reset();
  row_first_ = 1;
  row_last_ = 0;
}

void Writer::remove(const catalog::WorkId& id) {
  const auto place = place_of_work(id);
  if (!place) return;
  forget_spellings(*place);
  database_->delete_document(*place);
  changes_.push_back({*place, std::nullopt});
}

void Writer::replace(const catalog::BookDetail& book) {
  if (book.work.visibility == catalog::Visibility::hidden) return remove(book.work.id);
  const IndexedBook indexed = index_book(book);
  auto place = place_of_work(book.work.id);
  if (place)
    forget_spellings(*place);
  else
    place = free_place(place_of(book.work.created_at));
  database_->replace_document(*place, indexed.document);
  changes_.push_back({*place, indexed.document.get_value(kFacetsSlot)});
  for (const std::string& word : indexed.spellings) database_->add_spelling(word);
}

void Writer::forget_spellings(Xapian::docid place) {
  for (const std::string& word : spellings_of(database_->get_document(place).get_data()))
    database_->remove_spelling(word);
}

std::optional<Xapian::docid> Writer::place_of_work(const catalog::WorkId& id) {
  const std::string name = term(kWorkPrefix, id.value);
  const auto at = database_->postlist_begin(name);
  if (at == database_->postlist_end(name)) return std::nullopt;
  return *at;
}

// Books of the same second stand one after the other.
Xapian::docid Writer::free_place(Xapian::docid wanted) {
  Xapian::docid place = wanted;
  for (;;) {
    if (place >= row_first_ && place <= row_last_)
      place = row_last_ + 1;
    else if (is_taken(place))
      ++place;
    else
      break;
  }
  const bool goes_on = wanted >= row_first_ && wanted <= row_last_ + 1;
  if (!goes_on) row_first_ = wanted;
  row_last_ = place;
  return place;
}

bool Writer::is_taken(Xapian::docid place) {
  if (place > database_->get_lastdocid()) return false;
  try {
    static_cast<void>(database_->get_doclength(place));
    return true;
  } catch (const Xapian::DocNotFoundError&) {
    return false;
  }
}

}  // namespace aan::search_xapian
