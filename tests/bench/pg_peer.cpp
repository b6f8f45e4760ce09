#include "tests/bench/pg_peer.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <set>

#include "base/check.hpp"
#include "base/text.hpp"
#include "base/words.hpp"

namespace aan::bench {
namespace {

constexpr std::size_t kWordsMax = 32;

using Answer = std::unique_ptr<PGresult, decltype(&PQclear)>;

// What the text format of COPY would read as something else.
std::string field(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return c == '\t' || c == '\n' || c == '\r' || c == '\\'; }, ' ');
  return text;
}

// Words are folded by our own hand, so that no operator of to_tsquery is among them.
std::string query_of(const std::string& words) {
  std::string query;
  for (const std::string_view word : split(folded(words, kWordsMax), ' '))
    if (!word.empty()) query += (query.empty() ? "" : " & ") + std::string(word);
  if (query.empty()) return "nothing";
  return words.ends_with(' ') ? query : query + ":*";
}

void copy(PGconn* link, const char* sql, std::string& rows) {
  const Answer begun(PQexec(link, sql), &PQclear);
  AAN_CHECK(PQresultStatus(begun.get()) == PGRES_COPY_IN);
  AAN_CHECK(PQputCopyData(link, rows.data(), static_cast<int>(rows.size())) == 1);
  AAN_CHECK(PQputCopyEnd(link, nullptr) == 1);
  const Answer ended(PQgetResult(link), &PQclear);
  AAN_CHECK(PQresultStatus(ended.get()) == PGRES_COMMAND_OK);
  while (PGresult* rest = PQgetResult(link)) PQclear(rest);
  rows.clear();
}

struct Prepared {
  const char* name;
  const char* sql;
};
constexpr std::array kPrepared = {
    Prepared{"hits",
             "SELECT id FROM book, to_tsquery('simple', $1) q WHERE words @@ q "
             "ORDER BY ts_rank(words, q) DESC, id DESC LIMIT 24"},
    Prepared{"count", "SELECT COUNT(*) FROM book WHERE words @@ to_tsquery('simple', $1)"},
    Prepared{"subjects",
             "SELECT s.slug, COUNT(*) FROM book b JOIN subject s ON s.book = b.id "
             "WHERE words @@ to_tsquery('simple', $1) GROUP BY s.slug ORDER BY 2 DESC LIMIT 12"},
    Prepared{"languages",
             "SELECT language, COUNT(*) FROM book WHERE words @@ to_tsquery('simple', $1) "
             "GROUP BY language ORDER BY 2 DESC LIMIT 12"}};

}  // namespace

PgPeer::PgPeer(const std::string& url) : link_(PQconnectdb(url.c_str()), &PQfinish) {
  AAN_CHECK(PQstatus(link_.get()) == CONNECTION_OK);
  run("SET client_min_messages = warning; SET work_mem = '64MB';"
      "CREATE UNLOGGED TABLE book (id BIGINT PRIMARY KEY, language TEXT NOT NULL,"
      "  title TEXT NOT NULL, author TEXT NOT NULL, subject TEXT NOT NULL,"
      "  words TSVECTOR NOT NULL GENERATED ALWAYS AS (setweight(to_tsvector('simple', title), 'A')"
      "    || setweight(to_tsvector('simple', author), 'B')"
      "    || setweight(to_tsvector('simple', subject), 'C')) STORED);"
      "CREATE INDEX book_words ON book USING GIN (words);"
      "CREATE UNLOGGED TABLE subject (book BIGINT, slug TEXT, PRIMARY KEY (book, slug))");
  for (const Prepared& one : kPrepared) {
    const Answer made(PQprepare(link_.get(), one.name, one.sql, 1, nullptr), &PQclear);
    AAN_CHECK(PQresultStatus(made.get()) == PGRES_COMMAND_OK);
  }
}

std::string PgPeer::run(const char* sql) {
  const Answer answer(PQexec(link_.get(), sql), &PQclear);
  const ExecStatusType status = PQresultStatus(answer.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
    std::fprintf(stderr, "%s", PQerrorMessage(link_.get()));
  AAN_CHECK(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK);
  return status == PGRES_TUPLES_OK ? PQgetvalue(answer.get(), 0, 0) : "";
}

void PgPeer::begin() { run("BEGIN"); }

void PgPeer::add(const catalog::BookDetail& book) {
  const std::string id = std::to_string(++last_);
  std::string names;
  std::set<std::string> slugs;
  for (const catalog::Subject& subject : book.work.subjects) {
    names += subject.name + ' ';
    if (slugs.insert(subject.slug).second) subjects_ += id + '\t' + field(subject.slug) + '\n';
  }
  const std::string author = book.work.contributors.empty() ? "" : book.work.contributors[0].name;
  books_ += id + '\t' + field(book.edition.language) + '\t' + field(book.work.title) + '\t' +
            field(author) + '\t' + field(names) + '\n';
}

void PgPeer::commit() {
  copy(link_.get(), "COPY book (id, language, title, author, subject) FROM STDIN", books_);
  copy(link_.get(), "COPY subject FROM STDIN", subjects_);
  run("COMMIT");
}

void PgPeer::settle() {
  run("VACUUM ANALYZE book");
  run("VACUUM ANALYZE subject");
}

std::size_t PgPeer::ask(const char* prepared, const std::string& query) {
  const char* value = query.c_str();
  const Answer answer(PQexecPrepared(link_.get(), prepared, 1, &value, nullptr, nullptr, 0),
                      &PQclear);
  AAN_CHECK(PQresultStatus(answer.get()) == PGRES_TUPLES_OK);
  return static_cast<std::size_t>(PQntuples(answer.get()));
}

std::size_t PgPeer::search(const std::string& words) {
  const std::string query = query_of(words);
  const std::size_t hits = ask("hits", query);
  for (const char* rest : {"count", "subjects", "languages"}) ask(rest, query);
  return hits;
}

std::int64_t PgPeer::bytes() {
  return std::strtoll(
      run("SELECT pg_total_relation_size('book') + pg_total_relation_size('subject')").c_str(),
      nullptr, 10);
}

}  // namespace aan::bench
