#include <sys/stat.h>

#include "adapters/store_sql/engine/migrations.hpp"
#include "ports/source_store.hpp"
#include "tests/contract/store_contract.hpp"

namespace aan::contract {
namespace {

using store_sql::SchemaState;

// Takes back what the steps of whole names and of full shelves made.
constexpr const char* kNoWholeNames =
    "DROP INDEX shelf_subjects; DROP INDEX shelf_publishers; DROP INDEX shelf_languages; "
    "ALTER TABLE shelf DROP COLUMN name; CREATE INDEX shelf_busiest ON shelf (works, id); "
    "DROP INDEX contributor_known_by; DROP INDEX subject_known_by; DROP INDEX series_known_by; "
    "ALTER TABLE contributor DROP COLUMN known_by; ALTER TABLE subject DROP COLUMN known_by; "
    "ALTER TABLE series DROP COLUMN known_by; DROP TABLE moved_name; ";
// Takes back what the migrations of mail and of the desk made.
constexpr const char* kNoDesk =
    "DROP INDEX order_line_title; DROP TABLE reading_document; DROP TABLE reading_place; DROP "
    "TABLE reader_password; DROP INDEX "
    "contributor_sorted; DROP INDEX subject_sorted; DROP INDEX series_sorted; DROP INDEX "
    "publisher_sorted; ALTER TABLE contributor DROP COLUMN sort_key; ALTER TABLE subject DROP "
    "COLUMN sort_key; ALTER TABLE series DROP COLUMN sort_key; ALTER TABLE shelf DROP COLUMN "
    "sort_key; DROP TABLE library_key; DROP TABLE "
    "library_key_proof; DROP TABLE library_order; DROP TABLE "
    "library_session; DROP TABLE library_letter; "
    "DROP TABLE customer_order; DROP TABLE customer; DROP TABLE desk_recovery_code; DROP TABLE "
    "desk_session; DROP TABLE desk_person; "
    "DROP TABLE desk_invitation; DROP TABLE audit_entry; DROP TABLE audit_head; "
    "DROP TABLE api_key; DROP INDEX journal_entry_at; ";
// Takes back what the steps of gifts, licences, vouchers and inquiries made.
constexpr const char* kNoGifts =
    "DROP TABLE bank_matter; DROP INDEX payment_intent_under_way; ALTER TABLE payment_intent DROP "
    "COLUMN is_voucher; "
    "ALTER TABLE payment_intent DROP COLUMN voucher_until; DROP TABLE licence_activation; DROP "
    "TABLE licence; ALTER TABLE offer DROP COLUMN "
    "licence_seats; DROP TABLE gift; ";
// Takes back what the steps of dates and pre-orders made.
constexpr const char* kNoDates =
    "DROP TABLE preorder; DROP INDEX offer_sale_changes; ALTER TABLE offer DROP COLUMN sold_from; "
    "ALTER TABLE offer DROP COLUMN sold_until; ALTER TABLE offer DROP COLUMN release_at; "
    "ALTER TABLE offer DROP COLUMN territory; ALTER TABLE offer DROP COLUMN countries; "
    "ALTER TABLE offer DROP COLUMN sale_state; ALTER TABLE offer DROP COLUMN sale_changes_at; ";
// Takes back what the steps of bundles made.
constexpr const char* kNoBundles =
    "DROP TABLE bundle_price; DROP TABLE offer_price; DROP TABLE bundle_work; DROP TABLE bundle; "
    "ALTER TABLE order_line DROP COLUMN bundle_id; "
    "ALTER TABLE order_line DROP COLUMN bundle_title; ";
constexpr const char* kNoTax =
    "DROP TABLE list_finding; DROP TABLE list_run; DROP TABLE work_edit; DROP TABLE work_source; "
    "DROP TABLE work_match; "
    "DROP TABLE work_merge; "
    "DROP TABLE "
    "subject_code; "
    "DROP INDEX edition_isbn; DROP INDEX work_created; "
    "DROP TABLE scarce_take; DROP TABLE order_hold; DROP INDEX stock_hold_until; "
    "ALTER TABLE stock_hold DROP COLUMN held_until; DROP INDEX queue_job_ranked; "
    "ALTER TABLE queue_job DROP COLUMN job_rank; "
    "ALTER TABLE queue_job DROP COLUMN last_errc; "
    "DROP INDEX orders_named; DROP TABLE webhook_event_count; "
    "DROP TABLE reader_letter; DROP TABLE stamp_plan; DROP TABLE stamped_publisher; DROP INDEX "
    "edition_publisher; DROP TABLE address_change; DROP TABLE letter_link; DROP TABLE "
    "letter_broadcast; DROP TABLE "
    "file_version; DROP TABLE webhook_delivery; DROP TABLE webhook_event; DROP TABLE "
    "webhook_endpoint; "
    "DROP TABLE order_tax_number; DROP TABLE document; DROP TABLE document_series; "
    "DROP INDEX orders_tax_proof; DROP TABLE tax_evidence;"
    "ALTER TABLE orders DROP COLUMN tax_treatment; ALTER TABLE orders DROP COLUMN tax_country;"
    "ALTER TABLE orders DROP COLUMN tax_bps; ALTER TABLE orders DROP COLUMN tax_proof;"
    "ALTER TABLE order_line DROP COLUMN tax_amount;"
    "ALTER TABLE order_line DROP COLUMN tax_added_amount; ";
// Takes back what the step of the attention items made.
constexpr const char* kNoAttention =
    "DROP TABLE attention_item; DROP TABLE attention_round; DROP INDEX refund_unsettled; "
    "DROP INDEX dispute_unwon; DROP INDEX payment_intent_odd; DROP INDEX order_event_odd; "
    "DROP INDEX order_event_warned; "
    "DROP INDEX posting_refund_due; "
    "ALTER TABLE edition_file DROP COLUMN pages; ALTER TABLE edition_file DROP COLUMN "
    "play_seconds; ALTER TABLE edition DROP COLUMN sample_pictures; ";
// The newest steps, undone.
constexpr const char* kUndo17 =
    "DROP TABLE stock_hold; ALTER TABLE offer DROP COLUMN copies_left;"
    "ALTER TABLE offer DROP COLUMN buyer_sets_price;"
    "ALTER TABLE offer DROP COLUMN suggested_amount;"
    "ALTER TABLE offer DROP COLUMN compare_at_amount;"
    "ALTER TABLE offer_revision DROP COLUMN buyer_sets_price;"
    "ALTER TABLE offer_revision DROP COLUMN suggested_amount;"
    "ALTER TABLE offer_revision DROP COLUMN compare_at_amount;"
    "DELETE FROM schema_migration WHERE version = 17;";
constexpr const char* kUndo16 =
    "DROP TABLE coupon_use; DROP TABLE coupon_work; DROP TABLE coupon;"
    "ALTER TABLE orders DROP COLUMN coupon_code;"
    "ALTER TABLE order_line DROP COLUMN discount_amount;"
    "DELETE FROM schema_migration WHERE version = 16;";
constexpr const char* kUndo15 =
    "DROP TABLE refund; DROP TABLE payment_fee; DROP TABLE dispute; DROP INDEX payment_ref;"
    "DELETE FROM schema_migration WHERE version = 15;";

class StoreSchema : public StoreContract {
 protected:
  store_sql::SchemaStatus inspect() {
    const auto status = store_sql::inspect_sql_store(place->options(), clock);
    EXPECT_TRUE(status) << status.error().to_string();
    return *status;
  }
  Error refused_to_open(bool may_migrate = true) {
    store_sql::SqlStoreOptions options = place->options();
    options.may_migrate = may_migrate;
    const auto opened = store_sql::open_sql_store(options, clock);
    EXPECT_FALSE(opened);
    return opened ? Error{} : opened.error();
  }
  void close() { store.reset(); }
};
AAN_ON_BOTH_ENGINES(StoreSchema);

TEST_P(StoreSchema, OpeningAgainChangesNothingAndKeepsTheSite) {
  EXPECT_EQ(store->site(), "test");
  EXPECT_EQ(inspect().state, SchemaState::current);
  close();
  store_sql::SqlStoreOptions options = place->options();
  options.site = "othr";
  const auto again = store_sql::open_sql_store(options, clock);
  ASSERT_TRUE(again);
  EXPECT_EQ((*again)->site(), "test");
}

TEST_P(StoreSchema, ANewerDatabaseIsRefusedWithASentence) {
  close();
  ASSERT_TRUE(
      place->tamper("INSERT INTO schema_migration (version, name, checksum, applied_at) "
                    "VALUES (9999, 'later', 'x', 0)"));
  EXPECT_EQ(inspect().state, SchemaState::newer);
  const Error error = refused_to_open();
  EXPECT_EQ(error.code, Errc::conflict);
  EXPECT_EQ(error.reason, "newer");
  EXPECT_TRUE(error.safe.contains("9999")) << error.safe;
}

TEST_P(StoreSchema, AMigrationThatWasAlteredIsRefused) {
  close();
  ASSERT_TRUE(place->tamper("UPDATE schema_migration SET checksum = 'x' WHERE version = 2"));
  EXPECT_EQ(inspect().state, SchemaState::altered);
  EXPECT_EQ(refused_to_open().reason, "altered");
}

TEST_P(StoreSchema, AnOlderDatabaseIsBroughtUpToDateOnlyByWhoeverMay) {
  const Sale sale = begin_sale();
  write([&](ports::UnitOfWork& u) {
    return u.sales().add_order_event(sale.order.id, {"created", "", clock.wall()});
  });
  close();
  // The newest step again: what it made goes, and so does the memory of it.
  ASSERT_TRUE(place->tamper(std::string(kNoGifts) + kNoDates + kNoBundles + kNoAttention + kNoTax +
                            kNoDesk + kNoWholeNames +
                            "DELETE FROM schema_migration WHERE version >= 18"));
  EXPECT_EQ(inspect().state, SchemaState::older);
  EXPECT_EQ(refused_to_open(/*may_migrate=*/false).reason, "older");
  store = open();
  ASSERT_TRUE(store);
  EXPECT_EQ(inspect().state, SchemaState::current);
  EXPECT_FALSE(place->tamper("UPDATE shop SET site = 'evil'"));
  EXPECT_FALSE(place->tamper("DELETE FROM order_event"));
}

TEST_P(StoreSchema, LanguagesThatWereShelvedByRegionBecomeOne) {
  for (const char* title : {"a", "b", "c"}) {
    SampleBook book = sample_book(ids, title);
    write([&](ports::UnitOfWork& unit) { return book.add(unit); });
  }
  close();
  ASSERT_TRUE(place->tamper(
      "INSERT INTO shelf (id, works) VALUES ('language:en-GB', 1), ('language:EN-us', 1);"
      "UPDATE shelf_work SET shelf_id = 'language:en-GB' WHERE shelf_id = 'language:en' AND "
      "title_key = (SELECT MIN(title_key) FROM shelf_work);"
      "UPDATE shelf_work SET shelf_id = 'language:EN-us' WHERE shelf_id = 'language:en' AND "
      "title_key = (SELECT MAX(title_key) FROM shelf_work);"
      "UPDATE shelf SET works = 1 WHERE id = 'language:en';"
      "DELETE FROM shelf_work WHERE shelf_id = 'format:epub'; DELETE FROM shelf WHERE id = "
      "'format:epub';"
      "DROP INDEX orders_state;" +
      std::string(kNoGifts) + kNoDates + kNoBundles + kNoAttention + kNoTax + kNoDesk +
      kNoWholeNames + kUndo17 + kUndo16 + kUndo15 +
      "DELETE FROM schema_migration WHERE version >= 13"));
  store = open();
  ASSERT_TRUE(store);
  const auto languages = read([](const ports::Snapshot& s) { return s.catalog().languages(); });
  ASSERT_EQ(languages.size(), 1U);
  EXPECT_EQ(languages[0].language, "en");
  EXPECT_EQ(languages[0].works, 3);
  ports::BookQuery query;
  query.language = "en";
  EXPECT_EQ(read([&](const ports::Snapshot& s) { return s.catalog().list(query); }).books.size(),
            3U);
  const auto formats = read([](const ports::Snapshot& s) { return s.catalog().formats(); });
  ASSERT_EQ(formats.size(), 1U);
  EXPECT_EQ(formats[0].works, 3) << "put on their shelf once";
  const auto subjects = read([](const ports::Snapshot& s) { return s.catalog().subjects(); });
  ASSERT_EQ(subjects.size(), 2U);
  EXPECT_EQ(subjects[0].subject.name, "Bookselling") << "its shelf has its name";
  EXPECT_EQ(subjects[1].subject.name, "Craft");
  for (const auto kind : {ports::ShelfKind::contributor, ports::ShelfKind::subject,
                          ports::ShelfKind::series, ports::ShelfKind::publisher}) {
    const auto letters =
        read([&](const ports::Snapshot& s) { return s.catalog().first_letters(kind); });
    ASSERT_FALSE(letters.empty());
    EXPECT_TRUE(letters.front() >= "a" && letters.front() <= "z")
        << "names that were there before the step have their keys";
  }
}

TEST_P(StoreSchema, NamesThatWereThereKeepTheirSlugsAndListsSayAgainWhatWasCut) {
  const std::string cut(90, 'x');
  SampleBook plain = sample_book(ids, "plain");
  SampleBook of_cut = sample_book(ids, "cut");
  of_cut.work.subjects = {{"", cut}};
  plain.work.contributors = {{"Émile Zola", "Zola, Émile", "emile-z", {}}};
  write([&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(plain.add(unit));
    AAN_TRY(of_cut.add(unit));
    ports::SourceStore& sources = ports::sources_of(unit);
    AAN_TRY(sources.put_source({"s", "plain", plain.work.id, "0af9"}));
    AAN_TRY(sources.put_source({"s", "cut", of_cut.work.id, "0af9"}));
    return sources.put_source({"s", "marked", of_cut.work.id, "wm0af9"});
  });
  close();
  ASSERT_TRUE(place->tamper(std::string(kNoWholeNames) +
                            "DROP TABLE bank_matter; "
                            "DELETE FROM schema_migration WHERE version >= 85"));
  store = open();
  ASSERT_TRUE(store);
  const auto digest = [&](const char* key) {
    return read(
               [&](const ports::Snapshot& s) { return ports::sources_of(s).find_source("s", key); })
        ->digest;
  };
  EXPECT_EQ(digest("plain"), "0af9");
  EXPECT_EQ(digest("cut"), "");
  EXPECT_EQ(digest("marked"), "wm") << "who took it back, and who found it, is known";
  SampleBook again = sample_book(ids, "again");
  again.work.contributors = {{"EMILE ZOLA", "", "", {}}};
  again.work.subjects = {{"", cut + "y"}};
  write([&](ports::UnitOfWork& unit) { return again.add(unit); });
  const auto now =
      read([&](const ports::Snapshot& s) { return s.catalog().find_work(again.work.id); });
  ASSERT_TRUE(now);
  EXPECT_EQ(now->work.contributors.at(0).slug, "emile-z");
  EXPECT_EQ(now->work.subjects.at(0).name, cut + "y");
}

TEST_P(StoreSchema, ADatabaseThatIsNotThereIsSaidToBeAbsent) {
  const StorePlace empty(GetParam());
  store_sql::SqlStoreOptions options = empty.options();
  EXPECT_EQ(store_sql::inspect_sql_store(options, clock)->state, SchemaState::absent);
  options.may_migrate = false;
  EXPECT_EQ(store_sql::open_sql_store(options, clock).error().code, Errc::not_found);
  options.may_migrate = true;
  options.site = "too long";
  EXPECT_EQ(store_sql::open_sql_store(options, clock).error().code, Errc::invalid);
}

TEST_P(StoreSchema, WhoeverOnlyLooksNeedsNoRightToWrite) {
  const Sale sale = begin_sale();
  store_sql::SqlStoreOptions options = place->options();
  options.may_migrate = false;
  const auto reader = store_sql::open_sql_store(options, clock);
  ASSERT_TRUE(reader) << reader.error().to_string();
  const Result<> looked = (*reader)->read([&](const ports::Snapshot& s) -> Result<> {
    EXPECT_TRUE(AAN_TRY(s.sales().find_order(sale.order.id)));
    return {};
  });
  EXPECT_TRUE(looked);
  // It becomes a writer with its first write, not before.
  EXPECT_TRUE(
      (*reader)->write("put", [](ports::UnitOfWork& u) { return u.records().put("a", "b", "c"); }));
}

TEST_P(StoreSchema, AProcessThatLostItsAuthorityWritesNothing) {
  const std::unique_ptr<ports::Store> other = open();
  const auto put = [](ports::Store& by, const char* value) {
    return by.write("put", [&](ports::UnitOfWork& u) { return u.records().put("a", "b", value); });
  };
  EXPECT_TRUE(put(*store, "1"));
  const Result<std::int64_t> epoch = other->raise_epoch();
  ASSERT_TRUE(epoch) << epoch.error().to_string();
  const Result<> fenced = put(*store, "2");
  ASSERT_FALSE(fenced);
  EXPECT_EQ(fenced.error().code, Errc::unavailable) << "not the buyer's fault";
  EXPECT_EQ(fenced.error().reason, "fenced");
  EXPECT_TRUE(put(*other, "3"));
  EXPECT_EQ(read([](const ports::Snapshot& s) { return s.records().find("a", "b"); }), "3");
  // It may look on, and take authority back.
  EXPECT_GT(*store->raise_epoch(), *epoch);
  EXPECT_TRUE(put(*store, "4"));
  EXPECT_EQ(put(*other, "5").error().reason, "fenced");
  EXPECT_TRUE(store->check_authority());
  EXPECT_EQ(other->check_authority().error().reason, "fenced");
}

TEST_P(StoreSchema, WhoeverOpensTheStoreFencesNobody) {
  EXPECT_EQ(store->has_single_writer(), GetParam() == StoreEngine::sqlite);
  const std::unique_ptr<ports::Store> other = open();
  EXPECT_TRUE(store->check_authority());
  EXPECT_TRUE(other->check_authority());
  EXPECT_TRUE(store->write(
      "put", [](ports::UnitOfWork& u) { return u.records().put("a", "b", "still here"); }));
}

// On PostgreSQL a text column has the order of the database's locale unless it says otherwise.
TEST_P(StoreSchema, EveryTextComparesByBytes) {
  if (GetParam() == StoreEngine::sqlite) GTEST_SKIP() << "SQLite always does";
  EXPECT_TRUE(place->tamper(
      "CREATE TABLE by_locale (n BIGINT CHECK (n = 0)); INSERT INTO by_locale SELECT COUNT(*) FROM "
      "information_schema.columns WHERE table_schema = current_schema() AND data_type <> 'bigint' "
      "AND collation_name IS DISTINCT FROM 'C'"));
}

TEST(StoreText, TheTypeIsFoundWhateverFollowsIt) {
  using store_sql::with_byte_order;
  for (const char* rest : {"", ";", ")", ",", "\n", " NOT NULL", "\t"})
    EXPECT_EQ(with_byte_order("ALTER TABLE t ADD c TEXT" + std::string(rest)),
              "ALTER TABLE t ADD c TEXT COLLATE \"C\"" + std::string(rest));
  EXPECT_EQ(with_byte_order("(TEXT,TEXT)"), "(TEXT COLLATE \"C\",TEXT COLLATE \"C\")");
  EXPECT_EQ(with_byte_order("CONTEXT TEXTS MY_TEXT TEXT2"), "CONTEXT TEXTS MY_TEXT TEXT2");
}

TEST(StoreAddress, AnotherKindOfDatabaseIsRefused) {
  testing::ManualClock clock;
  store_sql::SqlStoreOptions options;
  options.database_url = "mysql://somewhere";
  EXPECT_EQ(store_sql::open_sql_store(options, clock).error().code, Errc::invalid);
  options.database_url = "postgresql://host/db?nonsense=1";
  const auto refused = store_sql::open_sql_store(options, clock);
  EXPECT_EQ(refused.error().code, Errc::invalid);
  options.database_url = "postgresql://u:verysecret@127.0.0.1:1/db";
  const auto nobody = store_sql::open_sql_store(options, clock);
  EXPECT_EQ(nobody.error().code, Errc::unavailable);
  EXPECT_FALSE(nobody.error().to_string().contains("verysecret")) << nobody.error().to_string();
}

TEST(StoreFile, IsReadableByItsOwnerAlone) {
  testing::ManualClock clock;
  const StorePlace place(StoreEngine::sqlite);
  const auto store = store_sql::open_sql_store(place.options(), clock);
  ASSERT_TRUE(store);
  struct stat facts{};
  ASSERT_EQ(::stat(place.file().c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600U);
}

}  // namespace
}  // namespace aan::contract
