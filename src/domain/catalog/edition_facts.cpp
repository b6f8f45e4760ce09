#include "domain/catalog/edition_facts.hpp"

namespace aan::catalog {

void take_facts(Edition& edition, const BookRecord& record) {
  edition.words = record.words;
  edition.accessibility = record.accessibility;
  edition.contents = record.contents;
  edition.fixed_layout = record.fixed_layout;
  edition.has_scripts = record.has_scripts;
  edition.has_remote_resources = record.has_remote_resources;
}

void take_record(Edition& edition, const BookRecord& record) {
  take_facts(edition, record);
  edition.language = record.language.empty() ? "und" : record.language;
  edition.isbn13 = record.isbn13;
  edition.publisher = record.publisher;
  edition.published = record.published;
  edition.rights = record.rights;
}

}  // namespace aan::catalog
