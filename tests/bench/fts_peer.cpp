#include "tests/bench/fts_peer.hpp"

#include "base/check.hpp"
#include "base/text.hpp"

namespace aan::bench {
namespace {

void bind(sqlite3_stmt* statement, int at, const std::string& text) {
  sqlite3_bind_text(statement, at, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
}

std::size_t step_all(sqlite3_stmt* statement, const std::string& match) {
  bind(statement, 1, match);
  std::size_t rows = 0;
  int status = SQLITE_ROW;
  while ((status = sqlite3_step(statement)) == SQLITE_ROW) ++rows;
  AAN_CHECK(status == SQLITE_DONE);
  sqlite3_reset(statement);
  return rows;
}

// Words of letters and digits only: the rest of FTS5's language is not asked about here.
std::string match_of(std::string_view words) {
  const bool is_open = !words.ends_with(' ');
  std::string match;
  for (const std::string_view word : split(words, ' ')) {
    std::string plain;
    for (const char c : word) plain += c == '"' ? ' ' : c;
    if (trim(plain).empty()) continue;
    match += (match.empty() ? "\"" : " AND \"") + plain + "\"";
  }
  if (is_open && !match.empty()) match += "*";
  return match.empty() ? "\"nothing\"" : match;
}

}  // namespace

FtsPeer::FtsPeer(const std::filesystem::path& file) {
  AAN_CHECK(sqlite3_open(file.c_str(), &db_) == SQLITE_OK);
  run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -262144;"
      "CREATE VIRTUAL TABLE book USING fts5(title, author, subject, content = '',"
      "  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');"
      "CREATE TABLE language (book INTEGER PRIMARY KEY, language TEXT NOT NULL);"
      "CREATE TABLE subject (book INTEGER NOT NULL, slug TEXT NOT NULL,"
      "  PRIMARY KEY (book, slug)) WITHOUT ROWID");
  add_book_ = prepare("INSERT INTO book (rowid, title, author, subject) VALUES (?, ?, ?, ?)");
  add_subject_ = prepare("INSERT OR IGNORE INTO subject (book, slug) VALUES (?, ?)");
  hits_ = prepare("SELECT rowid FROM book WHERE book MATCH ? ORDER BY rank LIMIT 24");
  count_ = prepare("SELECT COUNT(*) FROM book WHERE book MATCH ?");
  subjects_ = prepare(
      "SELECT s.slug, COUNT(*) FROM book b JOIN subject s ON s.book = b.rowid "
      "WHERE b.book MATCH ? GROUP BY s.slug ORDER BY 2 DESC LIMIT 12");
  languages_ = prepare(
      "SELECT l.language, COUNT(*) FROM book b JOIN language l ON l.book = b.rowid "
      "WHERE b.book MATCH ? GROUP BY l.language ORDER BY 2 DESC LIMIT 12");
}

FtsPeer::~FtsPeer() {
  for (sqlite3_stmt* s : {add_book_, add_subject_, hits_, count_, subjects_, languages_})
    sqlite3_finalize(s);
  sqlite3_close(db_);
}

void FtsPeer::run(const char* sql) {
  AAN_CHECK(sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
}

sqlite3_stmt* FtsPeer::prepare(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  AAN_CHECK(sqlite3_prepare_v2(db_, sql, -1, &statement, nullptr) == SQLITE_OK);
  return statement;
}

void FtsPeer::begin() { run("BEGIN"); }
void FtsPeer::commit() { run("COMMIT"); }

void FtsPeer::add(const catalog::BookDetail& book) {
  ++last_;
  std::string subjects;
  for (const catalog::Subject& subject : book.work.subjects) {
    subjects += subject.name + ' ';
    sqlite3_bind_int64(add_subject_, 1, last_);
    bind(add_subject_, 2, subject.slug);
    AAN_CHECK(sqlite3_step(add_subject_) == SQLITE_DONE);
    sqlite3_reset(add_subject_);
  }
  sqlite3_bind_int64(add_book_, 1, last_);
  bind(add_book_, 2, book.work.title);
  bind(add_book_, 3, book.work.contributors.empty() ? "" : book.work.contributors[0].name);
  bind(add_book_, 4, subjects);
  AAN_CHECK(sqlite3_step(add_book_) == SQLITE_DONE);
  sqlite3_reset(add_book_);
  const std::string language = "INSERT INTO language VALUES (" + std::to_string(last_) + ", '" +
                               slug(book.edition.language) + "')";
  run(language.c_str());
}

std::size_t FtsPeer::search(std::string_view words) {
  const std::string match = match_of(words);
  const std::size_t hits = step_all(hits_, match);
  step_all(count_, match);
  step_all(subjects_, match);
  step_all(languages_, match);
  return hits;
}

}  // namespace aan::bench
