#pragma once
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/file.hpp"
#include "service/audit.hpp"
#include "service/books/import_list_rows.hpp"
#include "service/books/ingest.hpp"
#include "service/books/list_books.hpp"
#include "service/browsing/search.hpp"
#include "testing/memory_search_index.hpp"
#include "testing/scripted_book_reader.hpp"
#include "tests/service/shop_world.hpp"

namespace aan::service {

/// A shop whose books come by scripted files and by rows of lists.
class Catalog : public ::testing::Test {
 protected:
  static ports::ReadBook book(const std::string& title) {
    ports::ReadBook read;
    read.record.format = "epub";
    read.record.media_type = "application/epub+zip";
    read.record.title = title;
    read.record.language = "en";
    read.record.contributors = {{"Ada Author", "Author, Ada", catalog::ContributorRole::author}};
    read.cover_jpeg = "cover of " + title;
    read.thumbnails = {"160", "320", "640"};
    read.sample_html = "<p>Begin.</p>";
    return read;
  }
  IngestReport bring(const std::string& name, const std::string& content,
                     std::optional<Money> price) {
    Ingest ingest(world.shop->room, reader, writer);
    const FileDescriptor file = must(memory_file(content));
    return must(ingest.ingest(file.get(), name, price));
  }
  // A book of a list, without a file and without a price.
  std::string list(const std::string& title, const std::string& isbn13 = "",
                   const std::string& language = "en", const std::string& publisher = "") {
    const Room& room = world.shop->room;
    ports::NewBook listed;
    listed.work.id = room.ids.make<catalog::WorkId>();
    listed.work.title = title;
    listed.work.contributors = {{"Ada Author", "Author, Ada", "ada-author"}};
    listed.work.created_at = listed.work.updated_at = room.clock.wall();
    listed.edition.id = room.ids.make<catalog::EditionId>();
    listed.edition.work_id = listed.work.id;
    listed.edition.language = language;
    listed.edition.isbn13 = isbn13;
    listed.edition.publisher = publisher;
    listed.edition.created_at = room.clock.wall();
    listed.offer.id = room.ids.make<catalog::OfferId>();
    listed.offer.work_id = listed.work.id;
    listed.match_key = match_key_of({listed.work, listed.edition, {}, listed.offer});
    std::string slug;
    must(room.store.write("list", [&](ports::UnitOfWork& unit) -> Result<> {
      slug = AAN_TRY(ports::sources_of(unit).add_books({listed})).front();
      return {};
    }));
    return slug;
  }
  // What a list says of a book, as a row that came by the name `key`.
  RowReport bring_row(const std::string& key, const std::string& title, const std::string& price,
                      std::optional<Money> given = {}, const std::string& isbn13 = "",
                      bool is_withdrawn = false) {
    std::vector<catalog::ListTerms> terms;
    if (!price.empty()) terms = {{price, "", "", "", false}};
    return bring_priced(world.shop->room, key, title, terms, given, isbn13, is_withdrawn);
  }
  RowReport bring_priced(const Room& room, const std::string& key, const std::string& title,
                         const std::vector<catalog::ListTerms>& terms,
                         std::optional<Money> given = {}, const std::string& isbn13 = "",
                         bool is_withdrawn = false) {
    PreparedRow it;
    it.row.source = "csv";
    it.row.key = key;
    it.row.record.title = title;
    it.row.record.language = "en";
    it.row.record.contributors = {{"Ada Author", "Author, Ada", catalog::ContributorRole::author}};
    it.row.record.isbn13 = isbn13;
    it.row.terms = terms;
    it.row.is_withdrawn = is_withdrawn;
    it.digest = digest_of(it.row);
    it.made = book_of(room, it.row, given, room.clock.wall());
    return must(write_rows(room, {&it, 1}, room.clock.wall())).front();
  }
  // What the audit log says of a book's price, in turn.
  std::vector<std::string> prices_said(const std::string& slug) {
    std::vector<std::string> said;
    must(world.store->read([&](const ports::Snapshot& at) -> Result<> {
      for (const desk::AuditEntry& one : AAN_TRY(at.audit().after(0, 100)))
        if (one.action == "book.price" && one.subject == slug)
          said.push_back(one.actor + ": " + one.detail);
      return {};
    }));
    return said;
  }
  std::size_t hits(const std::string& text) {
    ports::SearchQuery query;
    query.text = text;
    return must(search(world.shop->room, index, query)).books.size();
  }
  ShopWorld world;
  testing::ScriptedBookReader reader;
  testing::ScriptedDocumentWriter writer;
  testing::MemorySearchIndex index;
};

}  // namespace aan::service
