#include "service/letters/broadcast.hpp"

#include <algorithm>
#include <set>

#include "domain/customer/mail_address.hpp"
#include "service/books/ingest.hpp"
#include "service/customer/customer_address.hpp"
#include "service/letters/letters.hpp"
#include "service/letters/queue_mail.hpp"
#include "testing/scripted_book_reader.hpp"
#include "tests/service/shop_world.hpp"

// Everybody who has an earlier version of a file is told of the new one, once each, unless
// they want no letters.
namespace aan::service {
namespace {

class Broadcasts : public ::testing::Test {
 protected:
  Broadcasts() { world.shop->shop.has_mail = true; }
  PlacedOrder buy(const std::string& email) {
    CheckoutRequest request;
    request.offers = {book};
    request.method = "card";
    request.email = email;
    request.idempotency_key = world.key();
    PlacedOrder order = must(world.shop->checkout.place(request));
    world.pay(order);
    world.run_jobs();
    return order;
  }
  catalog::BookDetail detail() {
    catalog::BookDetail found;
    must(world.store->read([&](const ports::Snapshot& at) -> Result<> {
      found = *AAN_TRY(at.catalog().find_by_slug("walden"));
      return {};
    }));
    return found;
  }
  static const catalog::EditionFile& file_of(const catalog::BookDetail& it,
                                             const std::string& format) {
    return *std::ranges::find(it.files, format, &catalog::EditionFile::format);
  }
  // A second version, without a file being read.
  void publish(const std::string& note = "Typos in chapter 3", const std::string& format = "epub") {
    const catalog::BookDetail before = detail();
    ports::NewFileVersion version;
    version.replaces = file_of(before, format).id;
    version.edition = before.edition;
    version.file = file_of(before, format);
    version.file.id = world.ids.make<catalog::FileId>();
    version.file.cid = must(world.blobs.put_bytes(note)).cid;
    version.note = note;
    version.by = "ada";
    version.at = world.clock.wall();
    must(world.store->write("test", [&](ports::UnitOfWork& unit) -> Result<> {
      AAN_TRY(unit.catalog().add_version(version));
      return {};
    }));
  }
  void add_pdf() {
    ports::NewEditionFile added{detail().files.front(), world.clock.wall()};
    added.file.id = world.ids.make<catalog::FileId>();
    added.file.format = "pdf";
    added.file.cid = must(world.blobs.put_bytes("a pdf")).cid;
    must(world.store->write(
        "test", [&](ports::UnitOfWork& unit) { return unit.catalog().add_file(added); }));
  }
  std::int64_t buyers_to_tell() {
    const auto offers = must(broadcast_offers(world.shop->room, world.shop->shop, detail()));
    return offers.empty() ? -1 : offers.front().buyers;
  }
  Result<BroadcastView> begin() {
    return AAN_TRY(begin_broadcasts(world.shop->room, world.shop->shop, "walden", "ada")).front();
  }
  void run_to_its_end() {
    for (int round = 0; round < 1000; ++round) {
      must(world.shop->jobs.run_mail());
      if (must(step_broadcast(world.shop->room)) == 0 && must(world.shop->jobs.run_mail()) == 0)
        return;
    }
    ADD_FAILURE() << "it has no end";
  }
  std::vector<std::string> told() {
    std::vector<std::string> to;
    for (const ports::MailMessage& one : world.shop->post.sent)
      if (one.letter.subject.starts_with("version")) to.push_back(one.to);
    std::ranges::sort(to);
    return to;
  }
  const ports::MailMessage& letter_to(const std::string& address) {
    return *std::ranges::find_if(world.shop->post.sent, [&](const ports::MailMessage& one) {
      return one.to == address && one.letter.subject.starts_with("version");
    });
  }
  static std::string token_in(const std::string& url) { return url.substr(url.rfind('/') + 1); }

  ShopWorld world;
  catalog::OfferId book = world.add_book("Walden", world.money(499));
};

TEST_F(Broadcasts, EverybodyWithAnAddressIsToldOnceWithAWayToTheirOrderAndAWayOut) {
  const PlacedOrder ada = buy("ada@example.org");
  buy("ada@example.org");
  buy("bob@example.org");
  buy("");
  publish();
  must(begin());
  run_to_its_end();
  EXPECT_EQ(told(), (std::vector<std::string>{"ada@example.org", "bob@example.org"}));
  const ports::MailMessage& letter = letter_to("bob@example.org");
  EXPECT_TRUE(letter.letter.text.contains("Typos in chapter 3"));
  EXPECT_TRUE(letter.unsubscribe_url.starts_with("https://books.example/letters/"));
  EXPECT_EQ(refusal(begin()).reason, "broadcast_begun");
  run_to_its_end();
  EXPECT_EQ(told().size(), 2U);
  const BroadcastView view = must(list_broadcasts(world.shop->room)).at(0);
  EXPECT_EQ(view.letters.done, 2);
  EXPECT_EQ(view.broadcast.queued, 2);
  EXPECT_TRUE(view.broadcast.ended_at);
}

TEST_F(Broadcasts, WhoHasTheNewVersionAlreadyIsNotToldOfIt) {
  buy("ada@example.org");
  buy("bob@example.org");
  publish();
  buy("bob@example.org");
  buy("eve@example.org");
  EXPECT_EQ(buyers_to_tell(), 1);
  must(begin());
  run_to_its_end();
  EXPECT_EQ(told(), std::vector<std::string>{"ada@example.org"});
}

TEST_F(Broadcasts, WhoStoppedLettersGetsNoneUntilTheyAreWantedAgain) {
  buy("ada@example.org");
  buy("bob@example.org");
  publish("Two");
  must(begin());
  run_to_its_end();
  const std::string token = token_in(letter_to("ada@example.org").unsubscribe_url);
  EXPECT_FALSE(must(letters_state(world.shop->room, token)).are_stopped);
  EXPECT_TRUE(must(letters_state(world.shop->room, token)).have_address);
  must(stop_letters(world.shop->room, token, true));
  must(stop_letters(world.shop->room, token, true));
  EXPECT_TRUE(must(letters_state(world.shop->room, token)).are_stopped);
  world.shop->post.sent.clear();
  publish("Three");
  must(begin());
  run_to_its_end();
  EXPECT_EQ(told(), std::vector<std::string>{"bob@example.org"});
  must(stop_letters(world.shop->room, token, false));
  world.shop->post.sent.clear();
  publish("Four");
  must(begin());
  run_to_its_end();
  EXPECT_EQ(told().size(), 2U);
  for (const char* wrong : {"", "AAAAAAAAAAAAAAAAAAAAAAAAAAA", "' OR 1=1"})
    EXPECT_EQ(refusal(stop_letters(world.shop->room, wrong, true)).reason, "no_such_letters");
}

TEST_F(Broadcasts, WhoStopsThemWhileTheirLetterWaitsDoesNotGetIt) {
  buy("ada@example.org");
  publish("Two");
  must(begin());
  run_to_its_end();
  const std::string token = token_in(letter_to("ada@example.org").unsubscribe_url);
  world.shop->post.sent.clear();
  publish("Three");
  must(begin());
  EXPECT_EQ(must(step_broadcast(world.shop->room)), 1);
  must(stop_letters(world.shop->room, token, true));
  run_to_its_end();
  EXPECT_TRUE(told().empty());
}

TEST_F(Broadcasts, ThereIsNothingToTellWithoutANewVersionOrWithoutMail) {
  buy("ada@example.org");
  EXPECT_EQ(refusal(begin()).reason, "no_new_version");
  publish();
  EXPECT_EQ(buyers_to_tell(), 1);
  world.shop->shop.has_mail = false;
  EXPECT_EQ(refusal(begin()).reason, "mail_off");
  EXPECT_EQ(buyers_to_tell(), -1) << "nothing is offered";
}

TEST_F(Broadcasts, OfEachFileTheNewestVersionIsToldAndWhoHasSeveralGetsOneLetter) {
  buy("ada@example.org");
  add_pdf();
  buy("bob@example.org");
  publish("Typos");
  publish("Wider margins", "pdf");
  EXPECT_EQ(must(broadcast_offers(world.shop->room, world.shop->shop, detail())).size(), 2U);
  must(begin());
  run_to_its_end();
  EXPECT_EQ(told(), (std::vector<std::string>{"ada@example.org", "bob@example.org"}));
  EXPECT_TRUE(letter_to("ada@example.org").letter.text.ends_with(" epub Typos"));
  EXPECT_TRUE(letter_to("bob@example.org").letter.text.ends_with(" epub Typos pdf Wider margins"));
  std::int64_t letters = 0;
  for (const BroadcastView& one : must(broadcasts_of(world.shop->room, detail()))) {
    EXPECT_TRUE(one.broadcast.ended_at);
    letters += one.letters.done;
  }
  EXPECT_EQ(letters, 2);
  EXPECT_EQ(refusal(begin()).reason, "broadcast_begun");
  world.shop->post.sent.clear();
  publish("A map", "pdf");
  EXPECT_EQ(must(begin()).format, "pdf");
  run_to_its_end();
  EXPECT_EQ(told(), std::vector<std::string>{"bob@example.org"});
}

TEST_F(Broadcasts, AVersionThatWasNotToldIsToldAfterAnotherFilesWas) {
  buy("ada@example.org");
  add_pdf();
  publish("Wider margins", "pdf");
  must(begin());
  run_to_its_end();
  EXPECT_TRUE(told().empty()) << "nobody has the PDF";
  publish("Typos");
  must(begin());
  run_to_its_end();
  EXPECT_EQ(told(), std::vector<std::string>{"ada@example.org"});
}

// More buyers than a step takes, of one file, of the other and of both.
TEST_F(Broadcasts, OneLetterEachAlsoAcrossStepsAndRestarts) {
  std::vector<std::string> people;
  for (int i = 0; i < 2 * kLettersARound + 5; ++i) {
    if (i == kLettersARound) add_pdf();
    people.push_back("reader" + std::to_string(1000 + i) + "@example.org");
    buy(people.back());
    if (i % 3 == 0) buy(people[static_cast<std::size_t>(i / 2)]);
  }
  publish("Typos");
  publish("Wider margins", "pdf");
  must(begin());
  std::vector<std::string> all;
  for (std::int64_t step = 1; step > 0;) {
    world.restart();
    step = must(step_broadcast(world.shop->room));
    while (must(world.shop->jobs.run_mail()) > 0) {
    }
    const auto now = told();
    EXPECT_EQ(std::ssize(now), step);
    all.insert(all.end(), now.begin(), now.end());
  }
  std::ranges::sort(all);
  EXPECT_EQ(all, people);
}

TEST_F(Broadcasts, AReceiptWaitsBehindFewOfThem) {
  for (int i = 0; i < 3; ++i) buy("reader" + std::to_string(i) + "@example.org");
  publish();
  must(begin());
  must(world.store->write("test", [&](ports::UnitOfWork& unit) {
    return queue_letter(world.shop->room, unit, kLibraryMail, "nothing", "k", world.clock.wall());
  }));
  EXPECT_EQ(must(step_broadcast(world.shop->room)), 0) << "a letter is due: none more for now";
  must(world.shop->jobs.run_mail());
  EXPECT_EQ(must(step_broadcast(world.shop->room)), 3);
}

TEST_F(Broadcasts, OneThatIsStoppedWritesToNobodyMore) {
  for (int i = 0; i < 3; ++i) buy("reader" + std::to_string(i) + "@example.org");
  publish();
  const BroadcastView begun = must(begin());
  EXPECT_TRUE(
      must(stop_broadcast(world.shop->room, begun.broadcast.id.value, "ada")).broadcast.is_stopped);
  run_to_its_end();
  EXPECT_TRUE(told().empty());
  EXPECT_EQ(refusal(stop_broadcast(world.shop->room, begun.broadcast.id.value, "ada")).reason,
            "no_such_broadcast");
}

// Ten thousand buyers, and a process that ends between any two steps: everybody is queued once.
TEST_F(Broadcasts, TenThousandAreQueuedOnceEachAcrossRestarts) {
  constexpr std::int64_t kBuyers = 10'000;
  constexpr std::int64_t kAtOnce = 500;
  buy("first@example.org");
  const catalog::BookDetail sold = detail();
  for (std::int64_t at = 1; at < kBuyers; at += kAtOnce)
    must(world.store->write("test", [&](ports::UnitOfWork& unit) -> Result<> {
      for (std::int64_t i = at; i < std::min(at + kAtOnce, kBuyers); ++i) {
        sales::Order order;
        order.id = world.ids.make<sales::OrderId>();
        order.reference = "R" + std::to_string(i);
        order.token_digest = order.id.value;
        order.locale = "en";
        const Money none = world.money(0);
        sales::OrderLine line;
        line.id = world.ids.make<sales::OrderLineId>();
        line.quoted.offer_id = sold.offer.id;
        line.quoted.offer_revision = 1;
        line.quoted.work_id = sold.work.id;
        line.quoted.edition_id = sold.edition.id;
        line.quoted.edition_version = 1;
        line.quoted.files = {sold.files.front().id};
        line.quoted.price = line.quoted.discount = line.quoted.tax = line.quoted.tax_added = none;
        order.lines = {line};
        order.quote.lines = {line.quoted};
        order.quote.subtotal = order.quote.discount = order.quote.tax = order.quote.tax_added =
            order.quote.total = order.quote.proceeds = none;
        order.created_at = order.expires_at = world.clock.wall();
        AAN_TRY(unit.sales().add_order(order));
        AAN_TRY(keep_address(
            world.shop->room, unit, order.id,
            AAN_TRY(customer::MailAddress::parse("reader" + std::to_string(i) + "@example.org")),
            "en", world.clock.wall()));
        sales::Entitlement entitlement;
        entitlement.id = world.ids.make<sales::EntitlementId>();
        entitlement.order_id = order.id;
        entitlement.line_id = line.id;
        entitlement.edition_id = sold.edition.id;
        entitlement.edition_version = 1;
        entitlement.granted_at = world.clock.wall();
        AAN_TRY(unit.sales().add_entitlement(entitlement));
        sales::DownloadGrant grant;
        grant.id = world.ids.make<sales::GrantId>();
        grant.entitlement_id = entitlement.id;
        grant.order_id = order.id;
        grant.file_id = sold.files.front().id;
        grant.expires_at = world.clock.wall() + sales::kGrantFor;
        AAN_TRY(unit.sales().add_grant(grant));
        using enum OrderState;
        AAN_TRY(unit.sales().move_order(order.id, open, 1, paid, world.clock.wall()));
        AAN_TRY(unit.sales().move_order(order.id, paid, 2, fulfilled, world.clock.wall()));
      }
      return {};
    }));
  publish();
  must(begin());
  const auto queued_keys = [&] {
    std::multiset<std::string> keys;
    must(world.store->copy_out([&](std::string_view line) -> Result<> {
      const auto at = line.find("version:");
      if (at != line.npos && line.contains("mail.version"))
        keys.emplace(line.substr(at, line.find('\t', at) - at));
      return {};
    }));
    return keys;
  };
  int steps = 0;
  for (std::int64_t step = 1; step > 0; ++steps) {
    step = must(step_broadcast(world.shop->room));
    // The letters that are due are taken away, as a fast server would; every few steps the process
    // ends and another one goes on.
    must(world.store->write("test", [&](ports::UnitOfWork& unit) -> Result<> {
      for (const ports::QueuedJob& job : AAN_TRY(unit.queues().claim(
               ports::Queue::mail, world.clock.wall(), world.clock.wall() + kJobLease, 500)))
        AAN_TRY(unit.queues().complete(job));
      return {};
    }));
    if (steps % 20 == 19) world.restart();
    ASSERT_LT(steps, 1000);
  }
  const auto keys = queued_keys();
  EXPECT_EQ(std::ssize(keys), kBuyers);
  EXPECT_EQ(std::ssize(std::set<std::string>(keys.begin(), keys.end())), kBuyers);
  EXPECT_EQ(must(list_broadcasts(world.shop->room)).at(0).letters.done, kBuyers);
}

}  // namespace
}  // namespace aan::service
