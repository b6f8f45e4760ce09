#include "tests/bench/titles.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "base/check.hpp"
#include "base/text.hpp"
#include "crypto/content_address.hpp"
#include "domain/catalog/match_key.hpp"

namespace aan::bench {
namespace {

constexpr std::size_t kColumns = 14;
constexpr std::size_t kSubjectsMax = 8;
constexpr std::size_t kInvented = 4'096;

// RFC 4180, one row a line (none of the data has a line end inside).
std::vector<std::string> parse_row(std::string_view line) {
  std::vector<std::string> row(1);
  bool is_quoted = false;
  for (const char c : line) {
    if (c == '"')
      is_quoted = !is_quoted;
    else if (c == ',' && !is_quoted)
      row.emplace_back();
    else if (c != '\n')
      row.back() += c;
  }
  return row;
}

TitleRow title_of(const std::vector<std::string>& row) {
  TitleRow title{row[2], row[3], row[4], row[7].substr(0, row[7].find(';')), {}, row[12]};
  for (const std::string_view name : split(row[8], ';'))
    if (!trim(name).empty() && title.subjects.size() < kSubjectsMax)
      title.subjects.emplace_back(trim(name));
  return title;
}

std::vector<TitleRow> real_rows() {
  const char* data = std::getenv("AAN_TEST_DATA");
  const std::string path = std::string(data ? data : "../shared/data") + "/books.csv.xz";
  std::vector<TitleRow> rows;
  if (!std::filesystem::exists(path)) return rows;
  FILE* pipe = ::popen(("xz -dc '" + path + "'").c_str(), "r");
  AAN_CHECK(pipe != nullptr);
  char* line = nullptr;
  std::size_t capacity = 0;
  bool is_head = true;
  while (::getline(&line, &capacity, pipe) > 0) {
    const std::vector<std::string> row = parse_row(line);
    if (row.size() >= kColumns && !is_head) rows.push_back(title_of(row));
    is_head = false;
  }
  std::free(line);
  ::pclose(pipe);
  return rows;
}

std::vector<TitleRow> invented_rows() {
  constexpr std::array<const char*, 16> kWords = {
      "Garden", "River",  "Letters", "Winter", "History", "Stranger", "House",   "Voyage",
      "Mirror", "Silent", "Island",  "Poems",  "Road",    "Daughter", "Machine", "Night"};
  constexpr std::array<const char*, 8> kNames = {"Calder", "Ek",    "Moreau", "Ito",
                                                 "Varga",  "Okoro", "Lind",   "Rossi"};
  std::vector<TitleRow> rows;
  for (std::size_t i = 0; i < kInvented; ++i) {
    const std::string name = kNames[(i / 7) % 8];
    const std::string first = kWords[(i / 3) % 16];
    rows.push_back({std::string("The ") + kWords[i % 16] + " of the " + kWords[(i / 16) % 16] +
                        " and the " + kWords[(i / 256) % 16],
                    first + " " + name,
                    name + ", " + first,
                    i % 9 == 0 ? "fr" : "en",
                    {std::string("On ") + kWords[(i / 5) % 16], std::string(kWords[i % 11])},
                    ""});
  }
  return rows;
}

}  // namespace

Titles Titles::read() {
  Titles titles;
  titles.rows_ = real_rows();
  titles.are_real_ = !titles.rows_.empty();
  if (!titles.are_real_) titles.rows_ = invented_rows();
  return titles;
}

catalog::BookDetail Titles::book(std::size_t number) const {
  const std::size_t round = number / rows_.size();
  const TitleRow& row = rows_[number % rows_.size()];
  const TitleRow& other = rows_[(number + round * 7'919) % rows_.size()];
  catalog::BookDetail book;
  book.work.id.value = "bnch_" + std::to_string(10'000'000 + number);
  book.work.title = row.title;
  for (const std::string_view part : split(other.author, ';')) {
    const std::string name(trim(part));
    if (name.empty()) continue;
    book.work.contributors.push_back({name,
                                      book.work.contributors.empty() ? other.author_sort : name,
                                      slug(name), catalog::ContributorRole::author});
  }
  for (const std::string& name : other.subjects) book.work.subjects.push_back({slug(name), name});
  book.work.created_at =
      Timestamp::from_unix_seconds(1'790'000'000 + static_cast<std::int64_t>(number) / 500);
  book.edition.language = catalog::canonical_language(row.language);
  if (round == 0) book.edition.isbn13 = row.isbn13;
  book.offer.price = Money{number % 10 == 0 ? 0 : 499, *find_asset("USD")};
  return book;
}

catalog::BookDetail Titles::whole_book(std::size_t number, const IdSource& ids) const {
  catalog::BookDetail book = this->book(number);
  const crypto::ContentAddress picture = crypto::address_of("picture");
  const crypto::ContentAddress content = crypto::address_of("book " + std::to_string(number));
  book.work.id = ids.make<catalog::WorkId>();
  book.work.slug = slug(book.work.title);
  if (book.work.slug.empty()) book.work.slug = "book";
  book.work.description = "One paragraph about this book.\n\nAnother one, a little longer.";
  book.work.updated_at = book.work.created_at;
  book.edition.id = ids.make<catalog::EditionId>();
  book.edition.work_id = book.work.id;
  book.edition.cover = book.edition.thumb_160 = book.edition.thumb_320 = book.edition.thumb_640 =
      picture.cid;
  book.edition.contents = {{"Opening", 0}, {"Closing", 0}};
  book.edition.created_at = book.work.created_at;
  catalog::EditionFile file;
  file.id = ids.make<catalog::FileId>();
  file.edition_id = book.edition.id;
  file.format = "epub";
  file.media_type = "application/epub+zip";
  file.file_name = book.work.slug + ".epub";
  file.cid = content.cid;
  file.sha256 = content.sha256;
  file.size = content.size;
  book.offer.id = ids.make<catalog::OfferId>();
  book.offer.work_id = book.work.id;
  book.offer.files = {file.id};
  book.files = {std::move(file)};
  return book;
}

}  // namespace aan::bench
