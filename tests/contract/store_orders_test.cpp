#include "tests/contract/store_contract.hpp"

#include "base/codec.hpp"
#include "crypto/hash.hpp"

namespace aan::contract {
namespace {

using sales::OrderState;

class StoreOrders : public StoreContract {
 protected:
  std::optional<sales::Order> find(const sales::OrderId& id) {
    return read([&](const ports::Snapshot& s) { return s.sales().find_order(id); });
  }
};
AAN_ON_BOTH_ENGINES(StoreOrders);

TEST_P(StoreOrders, AnOrderComesBackAsItWasFrozen) {
  const Sale sale = begin_sale(3);
  const std::optional<sales::Order> order = find(sale.order.id);
  ASSERT_TRUE(order);
  EXPECT_EQ(order->reference, sale.order.reference);
  EXPECT_EQ(order->state, OrderState::open);
  EXPECT_EQ(order->quote.total, usd(3 * 499));
  EXPECT_EQ(order->quote.proceeds, usd(3 * 499));
  EXPECT_TRUE(sales::is_consistent(order->quote));
  EXPECT_EQ(order->token_digest, sale.order.token_digest);
  EXPECT_EQ(order->buyer_key_wrapped, sale.order.buyer_key_wrapped);
  EXPECT_EQ(order->receipt_name_sealed, sale.order.receipt_name_sealed);
  EXPECT_EQ(order->created_at, sale.order.created_at);
  EXPECT_FALSE(order->paid_at);
  ASSERT_EQ(order->lines.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(order->lines[i].id, sale.order.lines[i].id);
    EXPECT_EQ(order->lines[i].quoted.offer_revision, 1);
    EXPECT_EQ(order->lines[i].quoted.edition_version, 1);
    EXPECT_EQ(order->lines[i].quoted.files, sale.books[i].offer.files);
    EXPECT_EQ(order->quote.lines[i].title, sale.books[i].work.title);
  }
}

TEST_P(StoreOrders, APriceChangeAfterwardsDoesNotReachAnOrder) {
  const Sale sale = begin_sale();
  write([&](ports::UnitOfWork& u) {
    return u.catalog().set_price(sale.books[0].offer.id, usd(99'999), clock.wall());
  });
  EXPECT_EQ(find(sale.order.id)->lines[0].quoted.price, usd(499));
}

TEST_P(StoreOrders, IsFoundByTokenAndByReference) {
  const Sale sale = begin_sale();
  read([&](const ports::Snapshot& s) -> Result<int> {
    EXPECT_EQ(AAN_TRY(s.sales().find_order_by_token(sale.order.token_digest))->id, sale.order.id);
    EXPECT_EQ(AAN_TRY(s.sales().find_order_by_reference(sale.order.reference))->id, sale.order.id);
    EXPECT_FALSE(AAN_TRY(s.sales().find_order_by_token(std::string(32, 'x'))));
    EXPECT_FALSE(AAN_TRY(s.sales().find_order_by_token("")));
    EXPECT_FALSE(AAN_TRY(s.sales().find_order_by_reference("0000-0000")));
    EXPECT_FALSE(AAN_TRY(s.sales().find_order({"none"})));
    return 0;
  });
}

TEST_P(StoreOrders, TheKeysThatOrdersAndAnswersWereMadeWithAreKnown) {
  const auto keys = [&] {
    return read([](const ports::Snapshot& s) { return s.sales().keys_in_use(); });
  };
  EXPECT_TRUE(keys().empty());
  const Sale sale = begin_sale();
  EXPECT_EQ(keys(), std::set<std::string>{"k1"}) << "what is no seal names no key";
  write([&](ports::UnitOfWork& u) -> Result<> {
    for (const std::string nonce : {"\xff", "\x01"})
      AAN_TRY(u.sales().add_idempotency({"request", "key " + hex(nonce), std::string(32, 'd'),
                                         "s10a1b2c3d" + nonce + std::string(60, 'n'),
                                         sale.order.created_at}));
    return u.sales().renew_link(sale.order.id, sale.order.link_generation, "k2",
                                std::string(32, 'd'));
  });
  EXPECT_EQ(keys(), (std::set<std::string>{"0a1b2c3d", "k2"}));
}

TEST_P(StoreOrders, ARenewedLinkTakesThePlaceOfTheOldOneOnce) {
  const Sale sale = begin_sale();
  const std::string digest(32, 'd');
  write([&](ports::UnitOfWork& u) {
    return u.sales().renew_link(sale.order.id, sale.order.link_generation, "another-key", digest);
  });
  EXPECT_EQ(refused([&](ports::UnitOfWork& u) {
              return u.sales().renew_link(sale.order.id, sale.order.link_generation, "k", digest);
            }).code,
            Errc::conflict);
  read([&](const ports::Snapshot& s) -> Result<int> {
    EXPECT_FALSE(AAN_TRY(s.sales().find_order_by_token(sale.order.token_digest)));
    const auto found = AAN_TRY(s.sales().find_order_by_token(digest));
    EXPECT_EQ(found->id, sale.order.id);
    EXPECT_EQ(found->link_generation, sale.order.link_generation + 1);
    EXPECT_EQ(found->link_key_id, "another-key");
    EXPECT_EQ(AAN_TRY(s.sales().references(10)), std::vector<std::string>{sale.order.reference});
    return 0;
  });
}

TEST_P(StoreOrders, TheSameIdOrTokenTwiceIsAConflictAndSpoilsNothing) {
  const Sale sale = begin_sale();
  EXPECT_EQ(refused([&](ports::UnitOfWork& u) { return u.sales().add_order(sale.order); }).code,
            Errc::conflict);
  sales::Order other = sample_order(ids, sale.books);
  other.token_digest = sale.order.token_digest;
  // The unit may go on after the conflict.
  write([&](ports::UnitOfWork& u) -> Result<> {
    const Result<> twice = u.sales().add_order(other);
    EXPECT_EQ(twice.error().code, Errc::conflict);
    return u.sales().add_order_event(sale.order.id, {"note", "tried", clock.wall()});
  });
  EXPECT_FALSE(find(other.id));
  EXPECT_EQ(
      read([&](const ports::Snapshot& s) { return s.sales().order_events(sale.order.id); }).size(),
      1U);
}

TEST_P(StoreOrders, AnOrderOfAnUnknownOfferIsRefusedWhole) {
  const Sale sale = begin_sale();
  sales::Order order = sample_order(ids, sale.books);
  order.lines[0].quoted.offer_revision = 7;
  EXPECT_EQ(refused([&](ports::UnitOfWork& u) { return u.sales().add_order(order); }).code,
            Errc::not_found);
  EXPECT_FALSE(find(order.id));
}

TEST_P(StoreOrders, AnErrorThatTheUnitLooksAwayFromStillUndoesIt) {
  // original 4.3.5: errors of writing vanished
  const Sale sale = begin_sale();
  sales::Order order = sample_order(ids, sale.books);
  order.lines[0].quoted.offer_revision = 7;
  const Result<> done = store->write("test", [&](ports::UnitOfWork& u) -> Result<> {
    static_cast<void>(u.sales().add_order(order));
    return {};
  });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, Errc::not_found);
  EXPECT_FALSE(find(order.id));
}

TEST_P(StoreOrders, MovesOnlyFromTheStateAndVersionThatWereRead) {
  const Sale sale = begin_sale();
  const sales::OrderId id = sale.order.id;
  const auto move = [&](OrderState from, std::int64_t version, OrderState to) {
    return store->write("move", [&](ports::UnitOfWork& u) {
      return u.sales().move_order(id, from, version, to, clock.wall());
    });
  };
  EXPECT_TRUE(move(OrderState::open, 1, OrderState::paid));
  EXPECT_EQ(find(id)->paid_at, clock.wall());
  EXPECT_EQ(find(id)->version, 2);
  EXPECT_EQ(move(OrderState::open, 1, OrderState::cancelled).error().code, Errc::conflict);
  EXPECT_EQ(move(OrderState::paid, 1, OrderState::fulfilled).error().code, Errc::conflict);
  const Timestamp paid_at = clock.wall();
  clock.advance(Duration::minutes(1));
  EXPECT_TRUE(move(OrderState::paid, 2, OrderState::fulfilled));
  EXPECT_EQ(find(id)->paid_at, paid_at);
  EXPECT_EQ(find(id)->fulfilled_at, clock.wall());
}

TEST_P(StoreOrders, EventsKeepTheirOrder) {
  const Sale sale = begin_sale();
  write([&](ports::UnitOfWork& u) -> Result<> {
    AAN_TRY(u.sales().add_order_event(sale.order.id, {"created", "", clock.wall()}));
    return u.sales().add_order_event(sale.order.id, {"state", "open>paid", clock.wall()});
  });
  const auto events =
      read([&](const ports::Snapshot& s) { return s.sales().order_events(sale.order.id); });
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[1].detail, "open>paid");
}

TEST_P(StoreOrders, TheListGoesBackInTimeAndCountsAll) {
  const Sale sale = begin_sale();
  for (int i = 1; i <= 4; ++i) {
    sales::Order order = sample_order(ids, sale.books);
    order.created_at = sale.order.created_at + Duration::seconds(i);
    write([&](ports::UnitOfWork& u) { return u.sales().add_order(order); });
  }
  const auto page = [&](const ports::OrderQuery& query) {
    return read([&](const ports::Snapshot& s) { return s.sales().list_orders(query); });
  };
  const ports::OrderPage newest = page({.limit = 2});
  ASSERT_EQ(newest.orders.size(), 2U);
  EXPECT_EQ(newest.total, 5);
  EXPECT_EQ(newest.orders[0].created_at, sale.order.created_at + Duration::seconds(4));
  EXPECT_EQ(newest.orders[0].lines.size(), 1U);
  const ports::OrderPage rest = page({.offset = 2, .limit = 10});
  ASSERT_EQ(rest.orders.size(), 3U);
  EXPECT_EQ(rest.orders[2].id, sale.order.id);
  EXPECT_TRUE(page({.offset = 5}).orders.empty());
}

TEST_P(StoreOrders, TheListOfOneStateHoldsNoOther) {
  const Sale sale = begin_sale();
  sales::Order other = sample_order(ids, sale.books);
  write([&](ports::UnitOfWork& u) { return u.sales().add_order(other); });
  write([&](ports::UnitOfWork& u) {
    return u.sales().move_order(other.id, sales::OrderState::open, other.version,
                                sales::OrderState::cancelled, clock.wall());
  });
  const auto in_state = [&](sales::OrderState state) {
    return read([&](const ports::Snapshot& s) { return s.sales().list_orders({.state = state}); });
  };
  const ports::OrderPage cancelled = in_state(sales::OrderState::cancelled);
  ASSERT_EQ(cancelled.orders.size(), 1U);
  EXPECT_EQ(cancelled.total, 1);
  EXPECT_EQ(cancelled.orders[0].id, other.id);
  EXPECT_EQ(in_state(sales::OrderState::paid).total, 0);
}

// Which of them the list holds, newest first.
TEST_P(StoreOrders, TheListTellsWhatIsThereFromWhatIsStillToComeAndTestsFromSales) {
  const std::vector<SampleBook> books = begin_sale().books;
  std::vector<sales::Order> orders;
  for (int i = 0; i < 4; ++i) {
    sales::Order& order = orders.emplace_back(sample_order(ids, books));
    order.created_at = order.created_at + Duration::seconds(i + 1);
    order.is_sandbox = i == 3;
    write([&](ports::UnitOfWork& u) -> Result<> {
      AAN_TRY(u.sales().add_order(order));
      AAN_TRY(u.sales().move_order(order.id, OrderState::open, 1, OrderState::paid, clock.wall()));
      return u.sales().move_order(order.id, OrderState::paid, 2, OrderState::fulfilled,
                                  clock.wall());
    });
  }
  sales::Gift gift;
  gift.id = ids.make<sales::GiftId>();
  gift.order_id = orders[1].id;
  gift.claim_key_id = "k1";
  gift.claim_digest = crypto::sha256("claim");
  write([&](ports::UnitOfWork& u) -> Result<> {
    AAN_TRY(u.sales().add_preorder(orders[0].lines[0], orders[0].id, clock.wall()));
    return u.gifts().add_gift(gift);
  });
  const auto page = [&](std::optional<bool> is_to_come, bool only_real) {
    ports::OrderQuery query;
    query.is_to_come = is_to_come;
    query.only_real = only_real;
    return read([&](const ports::Snapshot& s) { return s.sales().list_orders(query); });
  };
  const auto found = [&](std::optional<bool> is_to_come, bool only_real) {
    const ports::OrderPage listed = page(is_to_come, only_real);
    std::vector<sales::OrderId> which;
    for (const sales::Order& order : listed.orders) {
      which.push_back(order.id);
      EXPECT_EQ(order.lines.size(), 1U);
    }
    EXPECT_EQ(listed.total, std::ssize(which));
    ports::OrderSearch search;
    search.title_words = {"book"};
    search.is_to_come = is_to_come;
    search.only_real = only_real;
    EXPECT_EQ(read([&](const ports::Snapshot& s) { return s.sales().search_orders(search, 10); }),
              which);
    return which;
  };
  EXPECT_EQ(found({}, false).size(), 5U) << "with the one that is open";
  EXPECT_EQ(found({}, true).size(), 4U);
  EXPECT_EQ(found(true, false), (std::vector{orders[1].id, orders[0].id}));
  EXPECT_EQ(found(false, false), (std::vector{orders[3].id, orders[2].id}));
  EXPECT_EQ(found(false, true), std::vector{orders[2].id});
  write([&](ports::UnitOfWork& u) -> Result<> {
    EXPECT_TRUE(AAN_TRY(u.sales().release_preorder(orders[0].lines[0].id, clock.wall())));
    EXPECT_TRUE(AAN_TRY(u.gifts().claim_gift(gift.id, "k2", crypto::sha256("own"), clock.wall())));
    return {};
  });
  EXPECT_TRUE(found(true, false).empty()) << "all of it is there";
  EXPECT_EQ(found(false, false).size(), 4U);
}

TEST_P(StoreOrders, AnOrderIsKeptOpenLongerAndNeverShorter) {
  const Sale sale = begin_sale();
  const Timestamp later = sale.order.expires_at + Duration::days(3);
  for (const Timestamp until : {later, sale.order.expires_at})
    write([&](ports::UnitOfWork& u) { return u.sales().keep_open(sale.order.id, until); });
  EXPECT_EQ(find(sale.order.id)->expires_at, later);
  const auto expired = [&](Timestamp now) {
    return read([&](const ports::Snapshot& s) { return s.sales().expired_orders(now, 10); });
  };
  EXPECT_TRUE(expired(sale.order.expires_at).empty());
  EXPECT_EQ(expired(later).size(), 1U);
}

TEST_P(StoreOrders, ExpiredAndCancelledOrdersAreKnown) {
  const Sale sale = begin_sale();
  const auto expired = [&](Timestamp now) {
    return read([&](const ports::Snapshot& s) { return s.sales().expired_orders(now, 10); });
  };
  EXPECT_TRUE(expired(sale.order.created_at).empty());
  EXPECT_EQ(expired(sale.order.expires_at), std::vector{sale.order.id});
  const auto is_requested = [&] {
    return read(
        [&](const ports::Snapshot& s) { return s.sales().is_cancel_requested(sale.order.id); });
  };
  EXPECT_FALSE(is_requested());
  write([&](ports::UnitOfWork& u) { return u.sales().request_cancel(sale.order.id); });
  EXPECT_TRUE(is_requested());
  EXPECT_EQ(refused([](ports::UnitOfWork& u) { return u.sales().request_cancel({"none"}); }).code,
            Errc::not_found);
  write([&](ports::UnitOfWork& u) {
    return u.sales().move_order(sale.order.id, OrderState::open, 1, OrderState::cancelled,
                                clock.wall());
  });
  EXPECT_TRUE(expired(sale.order.expires_at).empty());
}

TEST_P(StoreOrders, AnswersToAKeyAreKeptOnceAndPurged) {
  const ports::IdempotencyRecord record{"checkout|buyer", "k-1", std::string("\0\1digest", 8),
                                        std::string("s1\0sealed", 9), clock.wall()};
  write([&](ports::UnitOfWork& u) { return u.sales().add_idempotency(record); });
  const auto find_record = [&](std::string_view scope) {
    return read([&](const ports::Snapshot& s) { return s.sales().find_idempotency(scope, "k-1"); });
  };
  ASSERT_TRUE(find_record("checkout|buyer"));
  EXPECT_EQ(find_record("checkout|buyer")->request_digest, record.request_digest);
  EXPECT_EQ(find_record("checkout|buyer")->answer_sealed, record.answer_sealed);
  EXPECT_FALSE(find_record("checkout|other"));
  EXPECT_EQ(refused([&](ports::UnitOfWork& u) { return u.sales().add_idempotency(record); }).code,
            Errc::conflict);
  const auto purge = [&](Timestamp before) {
    return write([&](ports::UnitOfWork& u) { return u.sales().purge(before, before); });
  };
  EXPECT_EQ(purge(clock.wall()), 0);
  EXPECT_EQ(purge(clock.wall() + Duration::seconds(1)), 1);
  EXPECT_FALSE(find_record("checkout|buyer"));
}

class StorePurge : public StoreContract {
 protected:
  /// Given up at once, begun at the provider, looked at to its end.
  Sale given_up() {
    Sale sale = begin_sale();
    write([&](ports::UnitOfWork& u) -> Result<> {
      AAN_TRY(u.sales().move_order(sale.order.id, sales::OrderState::open, 1,
                                   sales::OrderState::cancelled, clock.wall()));
      AAN_TRY(u.sales().add_order_event(sale.order.id, {"created", "", clock.wall()}));
      AAN_TRY(u.payments().set_prompt(sale.intent.id, "ref-" + sale.intent.id.value, "/"));
      AAN_TRY(u.queues().enqueue(sample_job(ids, "begin:" + sale.intent.id.value)));
      return u.payments().set_next_poll(sale.intent.id, sale.intent.monitor_until);
    });
    return sale;
  }
  std::int64_t purge(Timestamp now, std::int64_t limit = 100) {
    last = write([&](ports::UnitOfWork& u) {
      return u.sales().purge_unpaid(now - Duration::days(30), now - Duration::days(7), limit);
    });
    return last.orders;
  }
  ports::PurgedOrders last;
  bool is_there(const Sale& sale) {
    return read([&](const ports::Snapshot& s) { return s.sales().find_order(sale.order.id); })
        .has_value();
  }
  Timestamp later = Timestamp::from_unix_seconds(1'795'000'000) + Duration::days(31);
};
AAN_ON_BOTH_ENGINES(StorePurge);

TEST_P(StorePurge, AnOrderThatNeverSawMoneyGoesWithAllThatHangsOnIt) {
  const Sale sale = given_up();
  EXPECT_EQ(purge(later - Duration::days(2)), 0) << "not before its time";
  EXPECT_EQ(purge(later), 1);
  ASSERT_EQ(last.attempts.size(), 1U) << "so that its provider can forget it, too";
  EXPECT_EQ(last.attempts[0].id, sale.intent.id);
  EXPECT_EQ(last.attempts[0].provider, sale.intent.provider);
  EXPECT_EQ(last.attempts[0].provider_ref, "ref-" + sale.intent.id.value);
  EXPECT_FALSE(is_there(sale));
  EXPECT_EQ(purge(later), 0);
  for (const char* table :
       {"orders", "order_line", "order_line_file", "order_event", "payment_intent", "queue_job"})
    EXPECT_TRUE(place->tamper("CREATE TABLE empty_" + std::string(table) +
                              " (n BIGINT CHECK (n = 0)); INSERT INTO empty_" + table +
                              " SELECT COUNT(*) FROM " + table))
        << table;
}

TEST_P(StorePurge, MoneyOrAnOpenQuestionKeepsAnOrderForEver) {
  const Sale paid = given_up();
  write([&](ports::UnitOfWork& u) {
    return u.payments().put_payment(sample_payment(ids, paid.intent, usd(1)));
  });
  const Sale posted = given_up();
  write([&](ports::UnitOfWork& u) {
    return u.ledger().append(sample_entry(ids, posted.order.id, "capture", "main:clearing/sandbox",
                                          "main:unapplied", 5));
  });
  const Sale unasked = given_up();
  write([&](ports::UnitOfWork& u) {
    return u.payments().set_next_poll(unasked.intent.id, unasked.intent.created_at);
  });
  const Sale open = begin_sale();
  EXPECT_EQ(purge(later + Duration::days(3650)), 0);
  for (const Sale& sale : {paid, posted, unasked, open}) EXPECT_TRUE(is_there(sale));
  EXPECT_FALSE(
      place->tamper("DELETE FROM order_event WHERE order_id = '" + paid.order.id.value + "'"));
  EXPECT_FALSE(
      place->tamper("DELETE FROM order_event WHERE order_id = '" + posted.order.id.value + "'"));
}

TEST_P(StorePurge, ANewAttemptGivesAnOldOrderTime) {
  const Sale sale = given_up();
  payment::PaymentIntent again = sample_intent(ids, sale.order);
  again.monitor_until = later - Duration::days(1);
  write([&](ports::UnitOfWork& u) { return u.payments().add_intent(again); });
  EXPECT_EQ(purge(later), 0);
  EXPECT_EQ(purge(later + Duration::days(7)), 1);
}

TEST_P(StorePurge, ItGoesInBoundedSteps) {
  for (int i = 0; i < 3; ++i) given_up();
  EXPECT_EQ(purge(later, 2), 2);
  EXPECT_EQ(purge(later, 2), 1);
}

}  // namespace
}  // namespace aan::contract
