#include "service/books/import_list.hpp"

#include "ports/list_reader.hpp"
#include "service/books/take_file.hpp"
#include "tests/service/catalog_world.hpp"

namespace aan::service {
namespace {

// Two rows for every file.
class TwoBooks final : public ports::BookList {
 public:
  [[nodiscard]] catalog::ListFormat format() const override { return catalog::ListFormat::csv; }
  [[nodiscard]] std::size_t size() const override { return 2; }
  [[nodiscard]] const std::vector<std::string>& notes() const override { return notes_; }
  [[nodiscard]] Result<catalog::ListRow> row(std::size_t index) const override {
    catalog::ListRow row;
    row.source = "csv";
    row.key = row.record.title = index == 0 ? "Walden" : "Emma";
    row.record.language = "en";
    return row;
  }

 private:
  std::vector<std::string> notes_;
};

class TwoBooksReader final : public ports::ListReader {
 public:
  Result<std::unique_ptr<ports::BookList>> read(int /*file_fd*/,
                                                std::optional<catalog::ListFormat>) override {
    return std::make_unique<TwoBooks>();
  }
};

TEST_F(Catalog, OfListsThatNobodyEndsTheOneToldOfLongestAgoIsForgotten) {
  Ingest ingest(world.shop->room, reader, writer);
  TwoBooksReader lists;
  ImportList import_list(world.shop->room, ingest, lists);
  const auto step = [&](const std::string& identity, std::uint64_t from) {
    ListOrder order;
    order.identity = identity;
    order.from = from;
    order.rows_a_unit = 1;
    world.clock.advance(Duration::seconds(1));
    return must(import_list.step(-1, identity + ".csv", order, "ada", [] { return false; }));
  };
  const std::string oldest = step("z", 0).run;
  const std::string second = step("a", 0).run;
  for (char name = 'b'; name <= 'p'; ++name) EXPECT_EQ(step(std::string(1, name), 0).next, 1U);
  EXPECT_EQ(step("a", 1).run, second) << "its run goes on";
  EXPECT_NE(step("z", 1).run, oldest) << "sixteen are remembered";
}

TEST_F(Catalog, AFileThatIsSentIsTheListTheBookOrTheFileOfABookThatItIsMeantAs) {
  Ingest ingest(world.shop->room, reader, writer);
  TwoBooksReader two;
  ImportList lists(world.shop->room, ingest, two);
  const FileDescriptor file = must(memory_file("ruth"));
  SentFile sent;
  sent.file_fd = file.get();
  sent.name = "books.csv";
  sent.order.price = world.money(300);
  TakenFile taken = must(take_file(ingest, &lists, sent, "ada"));
  ASSERT_TRUE(taken.list);
  EXPECT_EQ(taken.list->counts.added, 2);
  EXPECT_EQ(taken.report.notes.at(0), "2 new, 0 changed, 0 as before.");
  // Whoever names a book means a file of it, whatever it is called.
  reader.answer(book("Walden"));
  sent.to = "walden";
  taken = must(take_file(ingest, &lists, sent, "ada"));
  EXPECT_FALSE(taken.list);
  EXPECT_EQ(taken.report.slug, "walden");
  sent.to.clear();
  reader.answer(book("Ruth"));
  sent.name = "ruth.epub";
  const FileDescriptor other = must(memory_file("another"));
  sent.file_fd = other.get();
  taken = must(take_file(ingest, &lists, sent, "ada"));
  EXPECT_FALSE(taken.list);
  EXPECT_EQ(taken.report.slug, "ruth");
  EXPECT_EQ(taken.report.price, world.money(300));
}

}  // namespace
}  // namespace aan::service
