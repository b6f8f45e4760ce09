#include "ports/source_store.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "tests/contract/store_contract.hpp"

// Lists of books: many in one unit, known again, merged and parted.
namespace aan::contract {
namespace {

class StoreSources : public StoreContract {
 protected:
  ports::NewBook new_book(const std::string& title, const std::string& isbn13 = "") {
    const SampleBook sample = sample_book(ids, title);
    ports::NewBook book{sample.work, sample.edition, {}, sample.offer, title + " key"};
    book.edition.isbn13 = isbn13;
    book.offer.files.clear();
    return book;
  }
  std::vector<std::string> add(const std::vector<ports::NewBook>& books) {
    return write([&](ports::UnitOfWork& u) { return ports::sources_of(u).add_books(books); });
  }
  std::int64_t generation() {
    return read([](const ports::Snapshot& s) { return s.catalog().generation(); });
  }
  std::int64_t shelved(const std::string& subject) {
    ports::BookQuery query;
    query.subject_slug = subject;
    return read([&](const ports::Snapshot& s) { return s.catalog().list(query); }).total;
  }
};

AAN_ON_BOTH_ENGINES(StoreSources);

TEST_P(StoreSources, HoweverManyBooksHaveOneTitleEachHasAnAddressOfItsOwn) {
  std::vector<ports::NewBook> same;
  for (int i = 0; i < 60; ++i) same.push_back(new_book("Poems"));
  const std::vector<std::string> slugs = add(same);
  EXPECT_EQ(slugs[49], "the-Poems-50");
  EXPECT_EQ(std::set<std::string>(slugs.begin(), slugs.end()).size(), slugs.size());
  EXPECT_TRUE(slugs.back().starts_with("the-Poems-")) << slugs.back();
}

TEST_P(StoreSources, ManyBooksAreAddedAsEachOfThemAloneWouldBe) {
  const ports::NewBook alone = new_book("Alone");
  write([&](ports::UnitOfWork& u) {
    return u.catalog().add_book(alone.work, alone.edition, {}, alone.offer);
  });
  const std::int64_t before = generation();
  const auto subject = alone.work.subjects.front().slug;
  const std::int64_t on_shelf = shelved(subject);
  const std::vector<ports::NewBook> books = {new_book("Same"), new_book("Same"), new_book("Other")};
  EXPECT_EQ(add(books), (std::vector<std::string>{"the-Same", "the-Same-2", "the-Other"}));
  EXPECT_EQ(generation(), before + 3) << "one for each, so that a follower can stop anywhere";
  EXPECT_EQ(shelved(subject), on_shelf + 3);
  const auto changed =
      read([&](const ports::Snapshot& s) { return s.catalog().changed_after(before, 10); });
  ASSERT_EQ(changed.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(changed[i].id, books[i].work.id);
  const auto found =
      read([&](const ports::Snapshot& s) { return s.catalog().find_by_slug("the-Same-2"); });
  ASSERT_TRUE(found);
  EXPECT_EQ(found->work.contributors.size(), alone.work.contributors.size());
  EXPECT_EQ(found->work.subjects.size(), alone.work.subjects.size());
  EXPECT_TRUE(found->files.empty());
  EXPECT_EQ(catalog::availability_of(found->work, found->offer, found->files),
            catalog::Availability::not_for_sale);
}

TEST_P(StoreSources, ANameThatWasMendedLeadsFromWhereItWas) {
  ports::NewBook book = new_book("Of names");
  ports::NewBook other = new_book("Of the same names");
  for (ports::NewBook* one : {&book, &other}) {
    one->work.contributors = {{"Ines Caldr", "", "", {}}};
    one->work.subjects = {{"", "Gardns"}, {"", "Water"}};
    one->work.series = "Pond & Wod";
    one->edition.publisher = "Nite";
  }
  add({book, other});
  const auto named = [&](ports::NewBook& one, const char* person, const char* subject,
                         const char* series, const char* publisher) {
    one.work.contributors = {{person, "", "", {}}};
    one.work.subjects = {{"", subject}, {"", "Water"}};
    one.work.series = series;
    one.edition.publisher = publisher;
    write([&](ports::UnitOfWork& unit) {
      return ports::sources_of(unit).change_book(one.work, one.edition, "");
    });
  };
  using Kind = ports::ShelfKind;
  const auto moved = [&](Kind kind, const char* slug) {
    return read([&](const ports::Snapshot& s) {
             return ports::sources_of(s).moved_name(kind, slug);
           })
        .value_or("");
  };
  named(book, "Ines Calder", "Gardens", "Pond & Wood", "Night");
  EXPECT_EQ(moved(Kind::series, "pond-wod"), "") << "another book has it still";
  named(other, "Ines Calder", "Gardens", "Pond & Wood", "Night");
  EXPECT_EQ(moved(Kind::series, "pond-wod"), "pond-wood");
  EXPECT_EQ(moved(Kind::series, "Pond & Wod"), "pond-wood") << "asked for by its name";
  EXPECT_EQ(moved(Kind::contributor, "ines-caldr"), "ines-calder");
  EXPECT_EQ(moved(Kind::subject, "gardns"), "gardens");
  EXPECT_EQ(moved(Kind::publisher, "Nite"), "Night");
  EXPECT_EQ(moved(Kind::subject, "water"), "");
  // Mended again, the first address leads to the last one; mended back, none leads in a circle.
  for (ports::NewBook* one : {&book, &other})
    named(*one, "Ines Calder", "Gardens", "Pond", "Night");
  EXPECT_EQ(moved(Kind::series, "pond-wod"), "pond");
  EXPECT_EQ(moved(Kind::series, "pond-wood"), "pond");
  for (ports::NewBook* one : {&book, &other})
    named(*one, "Ines Calder", "Gardens", "Pond & Wod", "Night");
  EXPECT_EQ(moved(Kind::series, "pond-wod"), "");
  EXPECT_EQ(moved(Kind::series, "pond"), "pond-wod");
  EXPECT_EQ(moved(Kind::series, "pond-wood"), "pond-wod");
}

TEST_P(StoreSources, NamesAreToldApartByTheWholeOfThemAndNotByTheirSlugs) {
  const auto repeated = [](const char* letters, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += letters;
    return text;
  };
  const std::string army =
      "United States. Army of the West -- History -- Civil War, 1861-1865 -- Regimental ";
  const std::vector<std::string> names = {"C++ (Computer program language)",
                                          "C# (Computer program language)",
                                          "C (Computer program language)",
                                          army + "histories",
                                          army + "registers",
                                          repeated("Война и мир ", 8) + "один",
                                          repeated("Война и мир ", 8) + "два",
                                          repeated("كتاب ", 20) + "١",
                                          repeated("كتاب ", 20) + "٢",
                                          repeated("吾輩は猫", 12) + "上",
                                          repeated("吾輩は猫", 12) + "下"};
  std::vector<ports::NewBook> books;
  for (const std::string& name : names) {
    ports::NewBook& book = books.emplace_back(new_book("Of a name"));
    book.work.contributors = {{name, name, slug(name), {}}};
    book.work.subjects = {{slug(name), name}};
    book.work.series = name;
  }
  add(books);
  std::set<std::string> slugs;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto book =
        read([&](const ports::Snapshot& s) { return s.catalog().find_work(books[i].work.id); });
    ASSERT_TRUE(book);
    const catalog::Work& work = book->work;
    EXPECT_EQ(work.contributors.at(0).name, names[i]);
    EXPECT_EQ(work.subjects.at(0).name, names[i]);
    EXPECT_EQ(work.series, names[i]);
    EXPECT_LE(work.subjects.at(0).slug.size(), 80U);
    EXPECT_EQ(work.subjects.at(0).slug, slug(work.subjects.at(0).slug)) << "is an address";
    slugs.insert(work.subjects.at(0).slug);
    for (const ports::BookQuery& query :
         {ports::BookQuery{.subject_slug = work.subjects.at(0).slug},
          ports::BookQuery{.contributor_slug = work.contributors.at(0).slug},
          ports::BookQuery{.series = names[i]}})
      EXPECT_EQ(read([&](const ports::Snapshot& s) { return s.catalog().list(query); }).total, 1)
          << names[i];
  }
  EXPECT_EQ(slugs.size(), names.size());
}

TEST_P(StoreSources, NamesThatAreReallyAlikeShareOneRowWhoeverBringsThem) {
  ports::NewBook first = new_book("First");
  first.work.contributors = {{"Émile  Zola", "Zola, Émile", "emile-zola", {}}};
  first.work.subjects = {{"", "Isles -- Maps"}};
  first.work.series = "Night Shelves";
  add({first});
  ports::NewBook second = new_book("Second");
  second.work.contributors = {{"EMILE ZOLA", "Zola, Emile", "emile-zola", {}}};
  second.work.subjects = {{"", "isles--maps"}};
  second.work.series = "NIGHT shelves";
  write([&](ports::UnitOfWork& u) {
    return u.catalog().add_book(second.work, second.edition, {}, second.offer);
  });
  const auto book =
      read([&](const ports::Snapshot& s) { return s.catalog().find_work(second.work.id); });
  ASSERT_TRUE(book);
  EXPECT_EQ(book->work.contributors.at(0).name, "Émile  Zola") << "as it came first";
  EXPECT_EQ(book->work.subjects.at(0).slug, "isles-maps");
  EXPECT_EQ(shelved("isles-maps"), 2);
  const ports::BookQuery series{.series = "night-shelves"};
  EXPECT_EQ(read([&](const ports::Snapshot& s) { return s.catalog().list(series); }).total, 2);
}

TEST_P(StoreSources, ACodeIsOneSubjectWhateverListsCallItAndNoneOfThoseWords) {
  ports::NewBook code = new_book("Code");
  code.work.subjects = {{"thema-fba", "Fiction"}};
  ports::NewBook other = new_book("Other");
  other.work.subjects = {{"thema-fba", "Belletristik"}};
  ports::NewBook words = new_book("Words");
  words.work.subjects = {{"fiction", "Fiction"}};
  add({code, other, words});
  EXPECT_EQ(shelved("thema-fba"), 2);
  EXPECT_EQ(shelved("fiction"), 1);
}

TEST_P(StoreSources, ACodeStandsWithTheSubjectThatItsNameCameTo) {
  ports::NewBook words = new_book("Words");
  words.work.subjects = {{"c", "C"}, {"hawaii", "Hawai'i"}};
  ports::NewBook coded = new_book("Coded");
  coded.work.subjects = {{"c", "C#"}, {"hawai-i", "Hawai\u2018i"}, {"thema-fba", "Fiction"}};
  add({words, coded});
  write([&](ports::UnitOfWork& u) -> Result<> {
    ports::SourceStore& sources = ports::sources_of(u);
    for (const catalog::Subject& one : coded.work.subjects)
      AAN_TRY(sources.put_subject_code(one, {"lcsh", one.name}));
    AAN_TRY(sources.put_subject_code({"thema-fba", "Belletristik"}, {"thema", "FBA"}));
    return sources.put_subject_code({"of-no-book", "Of no book"}, {"lcsh", ""});
  });
  const auto code = [&](const char* slug) {
    return read([&](const ports::Snapshot& s) {
             return ports::sources_of(s).find_subject_code(slug);
           })
        .value_or(ports::SubjectCode{})
        .code;
  };
  EXPECT_EQ(code("c"), "") << "another name";
  EXPECT_EQ(code("c-2"), "C#");
  EXPECT_EQ(code("hawaii"), "Hawai\u2018i");
  EXPECT_EQ(code("thema-fba"), "Fiction") << "what is there stays";
}

TEST_P(StoreSources, MoreNamesOfOneSlugThanAreNumberedHaveAddressesToo) {
  std::string begin;
  for (int i = 0; i < 12; ++i) begin += "سلسلة ";
  std::vector<ports::NewBook> books;
  for (int i = 0; i < 60; ++i) {
    books.push_back(new_book("Of very many"));
    books.back().work.series = begin + std::to_string(i);
  }
  add(books);
  const auto names = read([](const ports::Snapshot& s) {
    return s.catalog().names({.kind = ports::ShelfKind::series, .from = "س"});
  });
  EXPECT_EQ(names.names.size(), 60U);
  for (const ports::NameCount& one : names.names) EXPECT_EQ(one.works, 1) << one.name;
}

TEST_P(StoreSources, ABookThatSaysAnotherNameIsUnderThatOne) {
  ports::NewBook one = new_book("One");
  one.work.contributors = {{"C++ Society", "C++ Society", "c-society", {}}};
  ports::NewBook two = new_book("Two");
  two.work.contributors = one.work.contributors;
  add({one, two});
  two.work.contributors = {{"C# Society", "C# Society", "c-society", {}}};
  write([&](ports::UnitOfWork& u) {
    return ports::sources_of(u).change_book(two.work, two.edition, "");
  });
  const auto of = [&](const ports::NewBook& it) {
    return read([&](const ports::Snapshot& s) { return s.catalog().find_work(it.work.id); })
        ->work.contributors.at(0);
  };
  EXPECT_EQ(of(one).name, "C++ Society");
  EXPECT_EQ(of(two).name, "C# Society");
  EXPECT_EQ(of(two).slug, "c-society-2");
}

TEST_P(StoreSources, WhatAPersonIsSortedByHoldsInEveryBookOfTheirs) {
  std::vector<ports::NewBook> books{new_book("One"), new_book("Two")};
  for (ports::NewBook& one : books) one.work.contributors = {{"Ursula K. Le Guin", "", "", {}}};
  add(books);
  const std::int64_t before = generation();
  for (const char* name : {"URSULA K. LE GUIN", "Ursula K. Le Guin", "Nobody"})
    write([&](auto& u) { return ports::sources_of(u).sort_person(name, "Le Guin, Ursula K."); });
  EXPECT_EQ(generation(), before + 2) << "the search learns of both books, once";
  const auto names = read([](const ports::Snapshot& s) {
    return s.catalog().names({.kind = ports::ShelfKind::contributor});
  });
  ASSERT_EQ(names.names.size(), 1U);
  EXPECT_EQ(names.names[0].name, "Le Guin, Ursula K.");
}

TEST_P(StoreSources, WhoCameWithoutANameToSortByGetsTheFirstThatABookSays) {
  const auto by = [&](const std::string& title, const char* name, const char* sort_name) {
    ports::NewBook book = new_book(title);
    book.work.contributors = {{name, sort_name, "", {}}};
    return book;
  };
  const auto order = [&] {
    std::string all;
    for (const auto& one : read([](const ports::Snapshot& s) {
                             return s.catalog().names({.kind = ports::ShelfKind::contributor});
                           }).names)
      all += one.name + "; ";
    return all;
  };
  const ports::NewBook first = by("One", "H. G. Wells", "H. G. Wells");
  add({first, by("Two", "Ursula Hope", ""), by("Three", "Max Moor", "Moor, Max")});
  EXPECT_EQ(order(), "H. G. Wells; Moor, Max; Ursula Hope; ");
  std::int64_t before = generation();
  const std::vector<ports::NewBook> told{
      by("Four", "h. g. wells", "Wells, H. G."), by("Five", "Max Moor", "Max M"),
      by("Six", "Ursula Hope", ""), by("Seven", "Ursula Hope", "Hope, Ursula")};
  add(told);
  EXPECT_EQ(order(), "Hope, Ursula; Moor, Max; Wells, H. G.; ") << "who was sorted stays so";
  const auto changed =
      read([&](const ports::Snapshot& s) { return s.catalog().changed_after(before, 10); });
  EXPECT_EQ(changed.size(), 6U) << "the search learns of the books that were there";
  // Said again it changes nothing but the books that say it.
  before = generation();
  for (const ports::NewBook& one : told)
    write([&](auto& u) { return ports::sources_of(u).change_book(one.work, one.edition, "key"); });
  EXPECT_EQ(generation(), before + 4);
  EXPECT_EQ(order(), "Hope, Ursula; Moor, Max; Wells, H. G.; ");
  // A book that is changed tells it, too; what was typed by hand stays.
  write([&](auto& u) { return ports::sources_of(u).sort_person("H. G. Wells", "H. G. Wells"); });
  write([&](auto& u) {
    return ports::sources_of(u).change_book(told[0].work, told[0].edition, "key");
  });
  write([&](auto& u) { return ports::sources_of(u).sort_person("Max Moor", "Aa"); });
  write([&](auto& u) {
    return ports::sources_of(u).change_book(told[1].work, told[1].edition, "key");
  });
  EXPECT_EQ(order(), "Aa; Hope, Ursula; Wells, H. G.; ");
}

TEST_P(StoreSources, WhatCostsNothingIsFreeOnceItHasAFile) {
  ports::NewBook gift = new_book("Gift");
  gift.offer.price = Money{0, gift.offer.price->asset};
  add({gift});
  const auto free = [&] {
    ports::BookQuery query;
    query.only_free = true;
    return read([&](const ports::Snapshot& s) { return s.catalog().list(query); }).total;
  };
  EXPECT_EQ(free(), 0);
  ports::NewEditionFile first;
  first.file = sample_book(ids, "Gift").files.front();
  first.file.edition_id = gift.edition.id;
  first.at = gift.work.created_at;
  write([&](ports::UnitOfWork& u) { return u.catalog().add_file(first); });
  EXPECT_EQ(free(), 1);
}

TEST_P(StoreSources, WhatAPersonWroteIsRememberedUntilItIsNot) {
  const ports::NewBook book = new_book("Written");
  add({book});
  const auto edited = [&] {
    return read(
        [&](const ports::Snapshot& s) { return ports::sources_of(s).edited_fields(book.work.id); });
  };
  const auto put = [&](const std::vector<std::string>& fields) {
    write([&](ports::UnitOfWork& u) {
      return ports::sources_of(u).put_edited_fields(book.work.id, fields, book.work.created_at);
    });
  };
  EXPECT_TRUE(edited().empty());
  put({"title"});
  put({"authors", "title"});
  EXPECT_EQ(edited(), (std::vector<std::string>{"authors", "title"}));
  put({});
  EXPECT_TRUE(edited().empty());
}

TEST_P(StoreSources, ANameOfAListIsFoundAgainAndSaysTheLastThingSaid) {
  const ports::NewBook book = new_book("Known");
  add({book});
  write([&](ports::UnitOfWork& u) {
    return ports::sources_of(u).put_source({"gutenberg", "205", book.work.id, "one"});
  });
  write([&](ports::UnitOfWork& u) {
    return ports::sources_of(u).put_source({"gutenberg", "205", book.work.id, "two"});
  });
  const auto found = read([](const ports::Snapshot& s) {
    return ports::sources_of(s).find_source("gutenberg", "205");
  });
  ASSERT_TRUE(found);
  EXPECT_EQ(found->work_id, book.work.id);
  EXPECT_EQ(found->digest, "two");
  EXPECT_FALSE(read(
      [](const ports::Snapshot& s) { return ports::sources_of(s).find_source("other", "205"); }));
  EXPECT_EQ(read([&](const ports::Snapshot& s) {
              return ports::sources_of(s).names_in_lists(book.work.id);
            }).size(),
            1U);
}

TEST_P(StoreSources, WorksAreFoundByIsbnAndByWhatTheyShare) {
  const ports::NewBook one = new_book("Shared", "9780306406157");
  ports::NewBook two = new_book("Shared");
  add({one, two});
  EXPECT_EQ(read([](const ports::Snapshot& s) {
              return ports::sources_of(s).works_of_isbn("9780306406157");
            }),
            std::vector{one.work.id});
  EXPECT_TRUE(read([](const ports::Snapshot& s) {
                return ports::sources_of(s).works_of_isbn("");
              }).empty());
  const auto matching = [&] {
    return read(
        [](const ports::Snapshot& s) { return ports::sources_of(s).works_matching("Shared key"); });
  };
  EXPECT_EQ(matching().size(), 2U);
  write([&](ports::UnitOfWork& u) {
    return ports::sources_of(u).put_merge({two.work.id, one.work.id, true, clock.wall()});
  });
  EXPECT_EQ(matching(), std::vector{one.work.id}) << "what is merged matches nothing";
}

TEST_P(StoreSources, AnOperatorFindsWorksByWordsIsbnStateAndFormat) {
  ports::NewBook hidden = new_book("Zzhidden");
  hidden.work.visibility = catalog::Visibility::hidden;
  ports::NewBook unpriced = new_book("Zzpriceless 100%", "9780140328721");
  unpriced.offer.price.reset();
  const ports::NewBook listed = new_book("Zzlisted");
  const SampleBook whole = sample_book(ids, "Zzwhole");
  add({hidden, unpriced, listed});
  write([&](ports::UnitOfWork& u) {
    return u.catalog().add_book(whole.work, whole.edition, whole.files, whole.offer);
  });
  const auto found = [&](const ports::WorkSearch& search) {
    const auto page =
        read([&](const ports::Snapshot& s) { return ports::sources_of(s).search_works(search); });
    std::vector<std::string> titles;
    for (const catalog::WorkId& id : page.works)
      titles.push_back(
          read([&](const ports::Snapshot& s) { return s.catalog().find_work(id); })->work.title);
    EXPECT_GE(page.total, std::ssize(titles));
    std::ranges::sort(titles);
    return titles;
  };
  using Titles = std::vector<std::string>;
  using ports::WorkState;
  EXPECT_EQ(found({.words = {"zZ"}}).size(), 4U) << "hidden ones too, in letters of any size";
  EXPECT_EQ(found({.words = {"zz", "PRICE"}}), Titles{"The Zzpriceless 100%"});
  EXPECT_EQ(found({.words = {"zz", "nowhere"}}), Titles());
  EXPECT_EQ(found({.words = {"zz", "%"}}), Titles{"The Zzpriceless 100%"}) << "a sign means itself";
  EXPECT_EQ(found({.words = {"9780140328721"}}), Titles{"The Zzpriceless 100%"});
  EXPECT_EQ(found({.words = {"zz"}, .state = WorkState::hidden}), Titles{"The Zzhidden"});
  EXPECT_EQ(found({.words = {"zz"}, .state = WorkState::unpriced}), Titles{"The Zzpriceless 100%"});
  EXPECT_EQ(found({.words = {"zz"}, .state = WorkState::no_file}),
            (Titles{"The Zzlisted", "The Zzpriceless 100%"}));
  EXPECT_EQ(found({.words = {"zz"}, .state = WorkState::listed}).size(), 3U);
  EXPECT_EQ(found({.words = {"zz"}, .format = "epub"}), Titles{"The Zzwhole"});
  EXPECT_EQ(found({.words = {"zz"}, .format = "epu"}), Titles());
  const auto for_sale = [&] { return found({.words = {"zz"}, .state = WorkState::for_sale}); };
  EXPECT_EQ(for_sale(), Titles{"The Zzwhole"});
  const auto set_copies = [&](std::optional<std::int64_t> copies) {
    write([&](ports::UnitOfWork& u) {
      return u.catalog().set_copies(whole.offer.id, copies, clock.wall());
    });
  };
  set_copies(0);
  EXPECT_EQ(for_sale(), Titles()) << "sold out";
  set_copies(1);
  EXPECT_EQ(for_sale(), Titles{"The Zzwhole"});
  const auto damage = [&](bool is_damaged) {
    write([&](ports::UnitOfWork& u) {
      return u.catalog().set_damaged(whole.files.front().cid, is_damaged);
    });
  };
  damage(true);
  EXPECT_EQ(for_sale(), Titles()) << "being restored";
  damage(false);
  const auto second = read([&](const ports::Snapshot& s) {
    return ports::sources_of(s).search_works({.words = {"zz"}, .offset = 1, .limit = 1});
  });
  EXPECT_EQ(second.total, 4);
  EXPECT_EQ(second.works.size(), 1U);
}

TEST_P(StoreSources, AMergeIsKeptUntilItIsTakenAwayAndStandsOnce) {
  const ports::NewBook one = new_book("One");
  const ports::NewBook two = new_book("Two");
  add({one, two});
  write([&](ports::UnitOfWork& u) {
    return ports::sources_of(u).put_merge({one.work.id, two.work.id, true, clock.wall()});
  });
  const Result<> twice = store->write("test", [&](ports::UnitOfWork& u) {
    return ports::sources_of(u).put_merge({one.work.id, two.work.id, true, clock.wall()});
  });
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().reason, "merged");
  EXPECT_EQ(read([&](const ports::Snapshot& s) {
              return ports::sources_of(s).merged_into(two.work.id);
            }).size(),
            1U);
  write([&](ports::UnitOfWork& u) { return ports::sources_of(u).remove_merge(one.work.id); });
  EXPECT_FALSE(
      read([&](const ports::Snapshot& s) { return ports::sources_of(s).find_merge(one.work.id); }));
}

TEST_P(StoreSources, WhatAListSaysNewStandsInThePlaceOfWhatWas) {
  const ports::NewBook book = new_book("Before");
  add({book});
  const std::string old_subject = book.work.subjects.front().slug;
  const std::int64_t on_shelf = shelved(old_subject);
  catalog::Work work = book.work;
  work.title = "After";
  work.subjects = {{"new-subject", "New subject"}};
  catalog::Edition edition = book.edition;
  edition.language = "fr";
  write([&](ports::UnitOfWork& u) {
    return ports::sources_of(u).change_book(work, edition, "after key");
  });
  const auto found =
      read([&](const ports::Snapshot& s) { return s.catalog().find_work(book.work.id); });
  ASSERT_TRUE(found);
  EXPECT_EQ(found->work.title, "After");
  EXPECT_EQ(found->work.slug, "the-Before") << "its address stays";
  EXPECT_EQ(found->edition.language, "fr");
  EXPECT_EQ(shelved(old_subject), on_shelf - 1);
  EXPECT_EQ(shelved("new-subject"), 1);
  EXPECT_EQ(read([](const ports::Snapshot& s) {
              return ports::sources_of(s).works_matching("after key");
            }).size(),
            1U);
}

TEST_P(StoreSources, WorksThatCameAnotherWayWaitForTheirKey) {
  const SampleBook sample = sample_book(ids, "From a file");
  write([&](ports::UnitOfWork& u) { return sample.add(u); });
  const auto waiting = [&] {
    return read([](const ports::Snapshot& s) { return ports::sources_of(s).unmatched(10); });
  };
  EXPECT_EQ(waiting(), std::vector{sample.work.id});
  write(
      [&](ports::UnitOfWork& u) { return ports::sources_of(u).put_match_key(sample.work.id, ""); });
  EXPECT_TRUE(waiting().empty());
}

TEST_P(StoreSources, IdsComeInTheirOrderPageByPage) {
  std::vector<ports::NewBook> books;
  for (int i = 0; i < 5; ++i) books.push_back(new_book("Book " + std::to_string(i)));
  add(books);
  std::vector<catalog::WorkId> all;
  for (catalog::WorkId after;;) {
    const auto page =
        read([&](const ports::Snapshot& s) { return ports::sources_of(s).works_after(after, 2); });
    if (page.empty()) break;
    all.insert(all.end(), page.begin(), page.end());
    after = page.back();
  }
  EXPECT_EQ(all.size(), 5U);
  EXPECT_TRUE(std::ranges::is_sorted(all));
  EXPECT_EQ(read([](const ports::Snapshot& s) {
              return ports::sources_of(s).editions_after({}, 100);
            }).size(),
            5U);
  EXPECT_EQ(read([](const ports::Snapshot& s) {
              return ports::sources_of(s).offers_after({}, 100);
            }).size(),
            5U);
}

}  // namespace
}  // namespace aan::contract
