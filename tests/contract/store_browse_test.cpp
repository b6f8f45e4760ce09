#include <algorithm>

#include "base/text.hpp"
#include "ports/source_store.hpp"
#include "tests/contract/store_contract.hpp"

namespace aan::contract {
namespace {

class StoreBrowse : public StoreContract {
 protected:
  void SetUp() override {
    StoreContract::SetUp();
    if (IsSkipped()) return;
    // Six books, a second apart: languages en en en en sv sv, every third free.
    for (int i = 0; i < 6; ++i) {
      SampleBook book = sample_book(ids, std::string(1, static_cast<char>('f' - i)),
                                    i % 3 == 0 ? usd(0) : usd(100 * i));
      book.work.created_at = book.work.created_at + Duration::seconds(i);
      if (i >= 4) book.edition.language = "sv";
      if (i >= 2) book.work.subjects = {{"craft", "Craft"}};
      if (i == 5) book.work.series.clear();
      if (i == 5) book.work.contributors = {{"Ola Ek", "", "ola-ek", {}}};
      books.push_back(book);
      write([&](ports::UnitOfWork& unit) { return book.add(unit); });
    }
  }
  ports::BookPage list(const ports::BookQuery& query) {
    return read([&](const ports::Snapshot& s) { return s.catalog().list(query); });
  }
  static std::string titles(const ports::BookPage& page) {
    std::string out;
    for (const catalog::BookSummary& book : page.books) out += book.title.substr(4);
    return out;
  }
  // "Able, Zora 1;", page by page of so many.
  std::string names_of(ports::ShelfKind kind, const std::string& from = "",
                       std::int64_t limit = 100) {
    std::string all;
    for (ports::NameQuery query{kind, from, "", limit}; true;) {
      const ports::NamePage page =
          read([&](const ports::Snapshot& s) { return s.catalog().names(query); });
      EXPECT_LE(std::ssize(page.names), limit);
      for (const ports::NameCount& one : page.names)
        all += one.name + " " + std::to_string(one.works) + ";";
      query.behind = page.next;
      if (page.next.empty()) return all;
    }
  }
  std::vector<SampleBook> books;
};
AAN_ON_BOTH_ENGINES(StoreBrowse);

TEST_P(StoreBrowse, NewestFirstOrByTitlePageByPage) {
  EXPECT_EQ(titles(list({})), "abcdef");
  EXPECT_EQ(list({}).total, 6);
  ports::BookQuery query;
  query.limit = 4;
  query.offset = 4;
  EXPECT_EQ(titles(list(query)), "ef");
  EXPECT_EQ(list(query).total, 6);
  query.order = ports::BookOrder::title;
  query.offset = 0;
  EXPECT_EQ(titles(list(query)), "abcd");
  query.offset = 100;
  EXPECT_EQ(list(query).total, 6);
  EXPECT_TRUE(list(query).books.empty());
}

TEST_P(StoreBrowse, PagesBehindAPlaceHaveNothingTwiceWhateverComesAndGoes) {
  for (const auto order : {ports::BookOrder::newest, ports::BookOrder::title})
    for (const bool is_narrowed : {false, true}) {
      ports::BookQuery query;
      query.order = order;
      query.limit = 2;
      if (is_narrowed) query.series = "Night Shelves", query.language = "en";
      const std::string all = is_narrowed ? "cdef" : "abcdef";
      std::string seen;
      for (int pages = 0; pages < 4; ++pages) {
        const ports::BookPage page = list(query);
        EXPECT_EQ(page.total, std::ssize(all));
        seen += titles(page);
        query.behind = page.next;
        if (page.next.empty()) break;
      }
      EXPECT_EQ(seen, all);
    }
  ports::BookQuery query;
  query.limit = 3;
  const ports::BookPage first = list(query);
  EXPECT_EQ(titles(first), "abc");
  // Newer ones come in, and the very book behind which the next page begins goes.
  for (const char* title : {"x", "y"}) {
    SampleBook book = sample_book(ids, title);
    book.work.created_at = book.work.created_at + Duration::hours(1);
    write([&](ports::UnitOfWork& unit) { return book.add(unit); });
  }
  write([&](ports::UnitOfWork& unit) {
    return unit.catalog().set_visibility(books[3].work.id, catalog::Visibility::hidden,
                                         clock.wall());
  });
  query.behind = first.next;
  EXPECT_EQ(titles(list(query)), "def");
  EXPECT_TRUE(list(query).next.empty());
}

TEST_P(StoreBrowse, APlaceThatIsNoneIsRefused) {
  const std::string by_title = list({.order = ports::BookOrder::title, .limit = 1}).next;
  ASSERT_FALSE(by_title.empty());
  for (const std::string& behind :
       {std::string("x"), std::string("m."), std::string("m.1"), std::string("m.x.YQ"),
        std::string("m.1.%%"), std::string("m.1.YQ="), std::string("t.YQ.YQ"), by_title,
        std::string("m.99999999999999999999.YQ"), std::string(5000, 'm')}) {
    const Result<> looked = store->read([&](const ports::Snapshot& at) -> Result<> {
      ports::BookQuery query;
      query.behind = behind;
      AAN_TRY(at.catalog().list(query));
      return {};
    });
    ASSERT_FALSE(looked) << behind;
    EXPECT_EQ(looked.error().code, Errc::invalid);
    EXPECT_EQ(looked.error().reason, "cursor");
  }
}

TEST_P(StoreBrowse, NamesAreListedByTheirLettersWithoutCapitalsAndAccents) {
  using ports::ShelfKind;
  for (const auto& [name, sort] : {std::pair("Zora Able", "Able, Zora"),
                                   {"Al Zed", "Zed, Al"},
                                   {"Émile Ab", "Ábe, Émile"},
                                   {"Ida von Dyk", "von Dyk, Ida"},
                                   {"Фёдор", "Фёдор"},
                                   {"яков", "яков"},
                                   {"ЯНА", "ЯНА"},
                                   {"!!!", "!!!"}}) {
    SampleBook book = sample_book(ids, name);
    book.work.contributors = {{name, sort, slug(name), {}}};
    book.work.series = std::string(name) + " series";
    book.work.subjects = {{slug(sort), sort}};
    book.edition.publisher = sort;
    write([&](ports::UnitOfWork& unit) { return book.add(unit); });
  }
  const std::string authors = names_of(ShelfKind::contributor);
  EXPECT_EQ(authors,
            "Ábe, Émile 1;Able, Zora 1;Calder, Ines 5;Ek, Per 5;Ola Ek 1;von Dyk, Ida 1;Zed, Al 1;"
            "!!! 1;Фёдор 1;яков 1;ЯНА 1;");
  EXPECT_EQ(names_of(ShelfKind::contributor, "", 1), authors);
  EXPECT_EQ(names_of(ShelfKind::contributor, "V"),
            "von Dyk, Ida 1;Zed, Al 1;!!! 1;Фёдор 1;яков 1;ЯНА 1;");
  EXPECT_EQ(names_of(ShelfKind::contributor, "~"), "!!! 1;Фёдор 1;яков 1;ЯНА 1;");
  EXPECT_EQ(
      names_of(ShelfKind::series, "n", 2),
      "Night Shelves 5;!!! series 1;Zora Able series 1;Фёдор series 1;яков series 1;ЯНА series 1;");
  EXPECT_EQ(names_of(ShelfKind::subject, "", 2),
            "Ábe, Émile 1;Able, Zora 1;Bookselling 2;Craft 6;von Dyk, Ida 1;Zed, Al 1;!!! 1;Фёдор "
            "1;яков 1;ЯНА 1;");
  const std::string publishers = names_of(ShelfKind::publisher, "", 3);
  EXPECT_TRUE(publishers.starts_with("Ábe, Émile 1;Able, Zora 1;")) << publishers;
  EXPECT_TRUE(publishers.ends_with("von Dyk, Ida 1;Zed, Al 1;!!! 1;Фёдор 1;яков 1;ЯНА 1;"))
      << publishers;
  const auto letters = read(
      [&](const ports::Snapshot& s) { return s.catalog().first_letters(ShelfKind::contributor); });
  EXPECT_EQ(letters, (std::vector<std::string>{"a", "c", "e", "o", "v", "z", "~", "ф", "я"}));
  write([&](ports::UnitOfWork& unit) {
    return unit.catalog().set_visibility(books[5].work.id, catalog::Visibility::hidden,
                                         clock.wall());
  });
  EXPECT_FALSE(names_of(ShelfKind::contributor).contains("Ola Ek"))
      << "nobody of a hidden book alone";
}

TEST_P(StoreBrowse, BooksBelowAHeadingAreCountedOnce) {
  for (const std::vector<std::string>& subjects :
       {std::vector<std::string>{"Isles -- Maps", "Isles--History -- 1900"},
        {"Isles -- History"},
        {"Isles-born sailors"},
        {"Isles"}}) {
    SampleBook book = sample_book(ids, subjects.front());
    book.work.subjects.clear();
    for (const std::string& name : subjects) book.work.subjects.push_back({slug(name), name});
    write([&](ports::UnitOfWork& unit) { return book.add(unit); });
  }
  // More than are asked for in one statement: each has its own count, at its place.
  std::vector<catalog::Subject> headings(60, {"none-such", "None such"});
  headings[0] = headings[24] = headings[59] = {"isles", "Isles"};
  headings[25] = {"isles-history", "Isles -- History"};
  headings[26] = {"isles-maps", "Isles -- Maps"};
  headings[27] = {"", ""};
  headings[28] = {"isles-history", "Isles--History"};
  std::vector<std::int64_t> counts(60, 0);
  counts[0] = counts[24] = counts[59] = 2;
  counts[25] = counts[28] = 1;
  const auto below = [&](const std::vector<catalog::Subject>& asked) {
    return read([&](const ports::Snapshot& s) { return s.catalog().works_below(asked); });
  };
  EXPECT_EQ(below(headings), counts);
  EXPECT_TRUE(below({}).empty());
  std::string slugs;
  for (const catalog::SubjectCount& one :
       read([](const ports::Snapshot& s) { return s.catalog().subjects_from("isles-"); }))
    slugs += one.subject.slug + " " + std::to_string(one.works) + ";";
  EXPECT_EQ(slugs, "isles-born-sailors 1;isles-history 1;isles-history-1900 1;isles-maps 1;");
}

TEST_P(StoreBrowse, PublishersAreCountedAndHaveTheirBooks) {
  const std::string long_name = [] {
    std::string name;
    for (int i = 0; i < 200; ++i) name += "\xC3\xA9";
    return name;
  }();
  for (const std::string& publisher : {std::string("Night Press"), long_name, std::string()}) {
    SampleBook book = sample_book(ids, "p" + std::to_string(publisher.size()));
    book.edition.publisher = publisher;
    write([&](ports::UnitOfWork& unit) { return book.add(unit); });
  }
  const auto publishers = read([](const ports::Snapshot& s) { return s.catalog().publishers(); });
  std::int64_t works = 0;
  for (const ports::PublisherCount& one : publishers) {
    works += one.works;
    EXPECT_EQ(list({.publisher = one.name}).total, one.works) << one.name;
  }
  const auto named = [&](std::string_view name) {
    return std::ranges::count(publishers, name, &ports::PublisherCount::name);
  };
  EXPECT_EQ(named("Night Press"), 1);
  EXPECT_EQ(named(std::string_view(long_name).substr(0, 240)), 1) << "120 characters of it";
  EXPECT_EQ(list({.publisher = long_name}).total, 1);
  EXPECT_EQ(works, std::ssize(books) + 2) << "the book that names none is not counted";
}

TEST_P(StoreBrowse, TheOperatorsListHasHiddenBooksToo) {
  write([&](ports::UnitOfWork& unit) {
    return unit.catalog().set_visibility(books[4].work.id, catalog::Visibility::hidden,
                                         clock.wall());
  });
  EXPECT_EQ(titles(list({})), "acdef");
  const auto works = [&](std::int64_t offset, std::int64_t limit) {
    return read([&](const ports::Snapshot& s) { return s.catalog().list_works(offset, limit); });
  };
  const ports::WorkPage page = works(1, 2);
  EXPECT_EQ(page.total, 6);
  EXPECT_EQ(page.works, (std::vector{books[4].work.id, books[3].work.id}));
  EXPECT_EQ(works(0, 100).works.size(), 6U);
  EXPECT_TRUE(works(6, 10).works.empty());
}

TEST_P(StoreBrowse, ASummarySaysWhatAListShows) {
  const catalog::BookSummary book = list({}).books.at(1);
  EXPECT_EQ(book.work_id, books[4].work.id);
  EXPECT_EQ(book.offer_id, books[4].offer.id);
  EXPECT_EQ(book.slug, "the-b");
  EXPECT_EQ(book.authors, std::vector<std::string>{"Ines Calder"});
  EXPECT_EQ(book.language, "sv");
  EXPECT_EQ(book.series, "Night Shelves");
  EXPECT_EQ(book.price, usd(400));
  EXPECT_EQ(book.formats, std::vector<std::string>{"epub"});
  EXPECT_EQ(book.thumb_320, books[4].edition.thumb_320);
  EXPECT_EQ(book.cover, books[4].edition.cover);
}

TEST_P(StoreBrowse, FiltersNarrowAloneAndTogether) {
  const auto expect = [&](const ports::BookQuery& query, const std::string& wanted) {
    const ports::BookPage page = list(query);
    EXPECT_EQ(titles(page), wanted);
    EXPECT_EQ(page.total, static_cast<std::int64_t>(wanted.size()));
  };
  expect({.subject_slug = "bookselling"}, "ef");
  expect({.contributor_slug = "ines-calder"}, "bcdef");
  expect({.series = "Night Shelves"}, "bcdef");
  expect({.series = "night-shelves"}, "bcdef");
  expect({.language = "sv"}, "ab");
  expect({.only_free = true}, "cf");
  expect({.subject_slug = "craft", .language = "en"}, "cdef");
  expect({.language = "en", .only_free = true}, "cf");
  expect({.subject_slug = "craft",
          .contributor_slug = "ines-calder",
          .series = "Night Shelves",
          .language = "en",
          .only_free = true},
         "cf");
  expect({.format = "epub"}, "abcdef");
  expect({.language = "sv", .format = "epub"}, "ab");
  expect({.format = "pdf"}, "");
  expect({.language = "sv", .only_free = true}, "");
  expect({.subject_slug = "nothing"}, "");
  ports::BookQuery page{.subject_slug = "craft", .language = "en"};
  page.order = ports::BookOrder::title;
  page.limit = 2;
  page.offset = 1;
  EXPECT_EQ(titles(list(page)), "de");
  EXPECT_EQ(list(page).total, 4);
}

TEST_P(StoreBrowse, SubjectsAndLanguagesAreCounted) {
  const auto subjects = read([](const ports::Snapshot& s) { return s.catalog().subjects(); });
  ASSERT_EQ(subjects.size(), 2U);
  EXPECT_EQ(subjects[0].subject.name, "Bookselling");
  EXPECT_EQ(subjects[0].works, 2);
  EXPECT_EQ(subjects[1].works, 6);
  const auto languages = read([](const ports::Snapshot& s) { return s.catalog().languages(); });
  ASSERT_EQ(languages.size(), 2U);
  EXPECT_EQ(languages[0].language, "en");
  EXPECT_EQ(languages[0].works, 4);
}

TEST_P(StoreBrowse, FormatsAreCountedAndABookStandsUnderEachThatItHas) {
  catalog::EditionFile pdf = books[4].files.front();
  pdf.id = ids.make<catalog::FileId>();
  pdf.format = "pdf";
  write([&](ports::UnitOfWork& unit) { return unit.catalog().add_file({pdf, clock.wall()}); });
  const auto formats = [&] {
    std::string all;
    for (const auto& one : read([](const ports::Snapshot& s) { return s.catalog().formats(); }))
      all += one.format + " " + std::to_string(one.works) + ";";
    return all;
  };
  EXPECT_EQ(formats(), "epub 6;pdf 1;");
  EXPECT_EQ(titles(list({.format = "pdf"})), "b");
  write([&](ports::UnitOfWork& unit) {
    return unit.catalog().set_visibility(books[4].work.id, catalog::Visibility::hidden,
                                         clock.wall());
  });
  EXPECT_EQ(formats(), "epub 5;");
}

TEST_P(StoreBrowse, ALanguageIsOneWhateverItsRegion) {
  for (const char* tag : {"en-GB", "en-US", "EN"}) {
    SampleBook book = sample_book(ids, tag);
    book.edition.language = tag;
    book.work.subjects = {{"regions", "Regions"}};
    write([&](ports::UnitOfWork& unit) { return book.add(unit); });
  }
  const auto languages = read([](const ports::Snapshot& s) { return s.catalog().languages(); });
  ASSERT_EQ(languages.size(), 2U);
  EXPECT_EQ(languages[0].language, "en");
  EXPECT_EQ(languages[0].works, 7);
  for (const char* tag : {"en", "en-GB", "en-AU"}) {
    EXPECT_EQ(list({.language = tag}).total, 7) << tag;
    EXPECT_EQ(list({.subject_slug = "regions", .language = tag}).total, 3) << tag;
  }
}

TEST_P(StoreBrowse, AShelfHasANameWhileAListedBookStandsOnIt) {
  using ports::ShelfKind;
  const auto name = [&](ShelfKind kind, const std::string& of) {
    return read([&](const ports::Snapshot& s) { return s.catalog().shelf_name(kind, of); });
  };
  EXPECT_EQ(name(ShelfKind::subject, "craft"), "Craft");
  EXPECT_EQ(name(ShelfKind::contributor, "ola-ek"), "Ola Ek");
  EXPECT_EQ(name(ShelfKind::series, "night-shelves"), "Night Shelves");
  EXPECT_EQ(name(ShelfKind::series, "Night Shelves"), "Night Shelves");
  for (const char* unknown : {"zzz", "", "Craft", "craft;"})
    EXPECT_EQ(name(ShelfKind::subject, unknown), std::nullopt) << unknown;
  EXPECT_EQ(name(ShelfKind::contributor, "craft"), std::nullopt);
  write([&](ports::UnitOfWork& unit) {
    return unit.catalog().set_visibility(books[5].work.id, catalog::Visibility::hidden,
                                         clock.wall());
  });
  EXPECT_EQ(name(ShelfKind::contributor, "ola-ek"), std::nullopt);
}

TEST_P(StoreBrowse, OfManySubjectsThoseWithMostBooksAreNamed) {
  constexpr int kRare = 1'100;
  write([&](ports::UnitOfWork& u) -> Result<> {
    for (int first = 0; first < kRare; first += 100) {
      SampleBook book = sample_book(ids, "rare" + std::to_string(first));
      book.work.subjects.clear();
      for (int i = first; i < first + 100; ++i) {
        book.work.subjects.push_back({"a" + std::to_string(i), "A" + std::to_string(i)});
      }
      AAN_TRY(book.add(u));
    }
    return {};
  });
  const auto subjects = read([](const ports::Snapshot& s) { return s.catalog().subjects(); });
  ASSERT_EQ(subjects.size(), 500U);
  // Of those with as many books the last slugs stay, as they always did.
  std::vector<std::string> kept;
  for (int i = 0; i < kRare; ++i) kept.push_back("A" + std::to_string(i));
  std::ranges::sort(kept);
  kept.erase(kept.begin(), kept.end() - 498);
  kept.insert(kept.end(), {"Bookselling", "Craft"});
  std::vector<std::string> names;
  for (const auto& one : subjects) names.push_back(one.subject.name);
  EXPECT_EQ(names, kept);
  EXPECT_TRUE(std::ranges::is_sorted(subjects, {}, [](const auto& s) { return s.subject.name; }));
}

TEST_P(StoreBrowse, ASubjectIsCountedByTheNameItHasNowAndGoesWithItsLastBook) {
  const auto counted = [&] {
    std::string all;
    for (const catalog::SubjectCount& one :
         read([](const ports::Snapshot& s) { return s.catalog().subjects(); }))
      all += one.subject.slug + "=" + one.subject.name + " " + std::to_string(one.works) + ";";
    return all;
  };
  const auto named = [&](SampleBook& one, const char* subject) {
    one.work.subjects = {{"", subject}};
    write([&](ports::UnitOfWork& unit) {
      return ports::sources_of(unit).change_book(one.work, one.edition, "");
    });
  };
  const SampleBook sample = sample_book(ids, "many at once");
  ports::NewBook listed{sample.work, sample.edition, {}, sample.offer, "key"};
  listed.offer.files.clear();
  listed.work.subjects = {{"", "Gärdns: a shelf"}};
  write([&](ports::UnitOfWork& u) { return ports::sources_of(u).add_books({listed}); });
  named(books[0], "Gärdns: a shelf");
  EXPECT_EQ(counted(), "bookselling=Bookselling 1;craft=Craft 5;gardns-a-shelf=Gärdns: a shelf 2;");
  named(books[0], "Gardens");
  named(books[1], "Gardens");
  EXPECT_EQ(counted(), "craft=Craft 4;gardens=Gardens 2;gardns-a-shelf=Gärdns: a shelf 1;");
  named(books[1], "Bookselling");
  EXPECT_EQ(counted(),
            "bookselling=Bookselling 1;craft=Craft 4;gardens=Gardens 1;"
            "gardns-a-shelf=Gärdns: a shelf 1;")
      << "known again";
}

TEST_P(StoreBrowse, ThePriceDecidesWhatIsFree) {
  write([&](ports::UnitOfWork& u) {
    return u.catalog().set_price(books[1].offer.id, usd(0), clock.wall());
  });
  write([&](ports::UnitOfWork& u) {
    return u.catalog().set_price(books[0].offer.id, usd(5), clock.wall());
  });
  EXPECT_EQ(titles(list({.only_free = true})), "ce");
}

TEST_P(StoreBrowse, SummariesKeepTheOrderAskedFor) {
  const auto summaries = read([&](const ports::Snapshot& s) {
    return s.catalog().summaries({books[3].work.id, {"none"}, books[0].work.id});
  });
  ASSERT_EQ(summaries.size(), 2U);
  EXPECT_EQ(summaries[0].title, "The c");
  EXPECT_EQ(summaries[1].title, "The f");
}

}  // namespace
}  // namespace aan::contract
