#include <atomic>
#include <thread>

#include "base/codec.hpp"
#include "crypto/hash.hpp"
#include "tests/contract/store_contract.hpp"

namespace aan::contract {
namespace {

using desk::Person;
using desk::Role;

class StoreDesk : public StoreContract {
 protected:
  Person person(const std::string& name, Role role = Role::owner) {
    Person made;
    made.id = ids.make<desk::PersonId>();
    made.name = name;
    made.role = role;
    made.password_hash = "$argon2id$x";
    made.totp_sealed = std::string("\0\xff sealed", 9);
    made.totp_step = 100;
    made.created_at = now;
    return made;
  }
  Person added(const std::string& name, Role role = Role::owner) {
    Person made = person(name, role);
    write([&](ports::UnitOfWork& u) { return u.people().add(made); });
    return made;
  }
  std::optional<Person> find(const desk::PersonId& id) {
    return read([&](const ports::Snapshot& s) { return s.people().find(id); });
  }
  desk::Invitation invitation(const std::string& token, const std::string& by = "operator") {
    desk::Invitation made;
    made.token_digest = crypto::sha256(token);
    made.role = Role::support;
    made.totp_sealed = "sealed";
    made.invited_by = by;
    made.created_at = now;
    made.expires_at = now + Duration::hours(1);
    return made;
  }
  bool take(const std::string& token, Timestamp at) {
    return write([&](ports::UnitOfWork& u) {
      return u.people().take_invitation(crypto::sha256(token), at);
    });
  }
  desk::Session session(const Person& of, const std::string& token) {
    return {crypto::sha256(token), of.id, now, now, now};
  }
  void append(const std::string& subject) {
    desk::AuditEntry entry;
    entry.at = now;
    entry.actor = "ada";
    entry.action = "book.price";
    entry.subject = subject;
    entry.detail = "4.99 USD";
    write([&](ports::UnitOfWork& u) { return u.audit().append(entry); });
  }
  desk::AuditHead head() {
    return read([](const ports::Snapshot& s) { return s.audit().head(); });
  }
  Timestamp now = clock.wall();
};
AAN_ON_BOTH_ENGINES(StoreDesk);

TEST_P(StoreDesk, APersonComesBackAsTheyWentIn) {
  const Person ada = added("ada");
  const auto found = find(ada.id);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->name, "ada");
  EXPECT_EQ(found->role, Role::owner);
  EXPECT_FALSE(found->is_disabled);
  EXPECT_EQ(found->password_hash, ada.password_hash);
  EXPECT_EQ(found->totp_sealed, ada.totp_sealed);
  EXPECT_EQ(found->totp_step, 100);
  EXPECT_EQ(found->created_at, now);
  EXPECT_EQ(read([](const ports::Snapshot& s) { return s.people().find_by_name("ada"); })->id,
            ada.id);
  EXPECT_FALSE(read([](const ports::Snapshot& s) { return s.people().find_by_name("bob"); }));
}

TEST_P(StoreDesk, ANameIsGivenOnce) {
  added("ada");
  const Person again = person("ada");
  EXPECT_EQ(refused([&](ports::UnitOfWork& u) { return u.people().add(again); }).reason,
            "name_taken");
}

TEST_P(StoreDesk, PeopleAreListedByNameAndOwnersAreCounted) {
  const Person zoe = added("zoe");
  added("ada");
  const Person max = added("max", Role::editor);
  const auto owners = [&] {
    return read([](const ports::Snapshot& s) { return s.people().owners(); });
  };
  EXPECT_EQ(owners(), 2);
  write([&](ports::UnitOfWork& u) { return u.people().set_disabled(zoe.id, true); });
  EXPECT_EQ(owners(), 1);
  write([&](ports::UnitOfWork& u) { return u.people().set_role(max.id, Role::owner); });
  EXPECT_EQ(owners(), 2);
  const auto people = read([](const ports::Snapshot& s) { return s.people().list(10); });
  ASSERT_EQ(people.size(), 3U);
  EXPECT_EQ(people[0].name, "ada");
  EXPECT_EQ(people[2].name, "zoe");
  EXPECT_TRUE(people[2].is_disabled);
  EXPECT_EQ(refused([](ports::UnitOfWork& u) {
              return u.people().set_role({"test_00000000000000000000000000"}, Role::editor);
            }).code,
            Errc::not_found);
}

TEST_P(StoreDesk, AStepOfTheOneTimePasswordsIsTakenOnce) {
  const Person ada = added("ada");
  const auto take_step = [&](std::int64_t step) {
    return write([&](ports::UnitOfWork& u) { return u.people().take_totp_step(ada.id, step); });
  };
  EXPECT_FALSE(take_step(100));
  EXPECT_TRUE(take_step(102));
  EXPECT_FALSE(take_step(102));
  EXPECT_FALSE(take_step(101));
  EXPECT_EQ(find(ada.id)->totp_step, 102);
  // Another phone counts anew.
  write([&](ports::UnitOfWork& u) { return u.people().set_totp(ada.id, "sealed anew", 7); });
  EXPECT_EQ(find(ada.id)->totp_sealed, "sealed anew");
  EXPECT_FALSE(take_step(7));
  EXPECT_TRUE(take_step(8));
  EXPECT_EQ(refused([](ports::UnitOfWork& u) {
              return u.people().set_totp({"test_00000000000000000000000000"}, "x", 1);
            }).code,
            Errc::not_found);
}

TEST_P(StoreDesk, ARecoveryCodeIsTakenOnceAndByItsOwnerAlone) {
  const Person ada = added("ada");
  const Person bob = added("bob");
  const std::string digest = crypto::sha256("code");
  write([&](ports::UnitOfWork& u) { return u.people().add_recovery_code(ada.id, digest); });
  const auto take_code = [&](const Person& who) {
    return write(
        [&](ports::UnitOfWork& u) { return u.people().take_recovery_code(who.id, digest, now); });
  };
  const auto left = [&] {
    return read([&](const ports::Snapshot& s) { return s.people().recovery_codes_left(ada.id); });
  };
  EXPECT_EQ(left(), 1);
  EXPECT_FALSE(take_code(bob));
  EXPECT_TRUE(take_code(ada));
  EXPECT_FALSE(take_code(ada));
  EXPECT_EQ(left(), 0);
}

TEST_P(StoreDesk, AnInvitationIsTakenOnceWithinItsTime) {
  for (const char* token : {"a", "b", "c"})
    write([&](ports::UnitOfWork& u) {
      return u.people().add_invitation(
          invitation(token, token == std::string("c") ? "ada" : "operator"));
    });
  EXPECT_FALSE(take("a", now + Duration::hours(1))) << "its time is over";
  EXPECT_TRUE(take("a", now + Duration::minutes(59)));
  EXPECT_FALSE(take("a", now + Duration::minutes(59)));
  write([&](ports::UnitOfWork& u) { return u.people().end_invitations("operator", now); });
  EXPECT_FALSE(take("b", now)) << "it was ended";
  EXPECT_TRUE(take("c", now)) << "somebody else's";
  EXPECT_FALSE(take("d", now)) << "never made";
  const auto found = read(
      [&](const ports::Snapshot& s) { return s.people().find_invitation(crypto::sha256("a")); });
  ASSERT_TRUE(found);
  EXPECT_EQ(found->role, Role::support);
  EXPECT_EQ(found->totp_sealed, "sealed");
  EXPECT_TRUE(found->used_at);
  EXPECT_EQ(write([&](ports::UnitOfWork& u) {
              return u.people().purge_invitations(now + Duration::minutes(1));
            }),
            1);
}

TEST_P(StoreDesk, ASessionIsKnownByItsDigestUntilItEnds) {
  const Person ada = added("ada");
  const Person bob = added("bob");
  for (const char* token : {"a1", "a2"})
    write([&](ports::UnitOfWork& u) { return u.sessions().add(session(ada, token)); });
  write([&](ports::UnitOfWork& u) { return u.sessions().add(session(bob, "b1")); });
  const auto find_session = [&](const char* token) {
    return read([&](const ports::Snapshot& s) { return s.sessions().find(crypto::sha256(token)); });
  };
  ASSERT_TRUE(find_session("a1"));
  EXPECT_EQ(find_session("a1")->person_id, ada.id);
  const Timestamp later = now + Duration::minutes(5);
  write([&](ports::UnitOfWork& u) { return u.sessions().see(crypto::sha256("a1"), later); });
  write([&](ports::UnitOfWork& u) { return u.sessions().see(crypto::sha256("a1"), now); });
  EXPECT_EQ(find_session("a1")->seen_at, later);
  EXPECT_TRUE(
      write([&](ports::UnitOfWork& u) { return u.sessions().remove(crypto::sha256("a1")); }));
  EXPECT_FALSE(
      write([&](ports::UnitOfWork& u) { return u.sessions().remove(crypto::sha256("a1")); }));
  EXPECT_EQ(write([&](ports::UnitOfWork& u) { return u.sessions().remove_all_of(ada.id); }), 1);
  EXPECT_FALSE(find_session("a2"));
  EXPECT_TRUE(find_session("b1"));
  EXPECT_EQ(write([&](ports::UnitOfWork& u) {
              return u.sessions().purge(now, now + Duration::microseconds(1));
            }),
            1);
}

TEST_P(StoreDesk, TheAuditLogIsAChainFromItsFirstEntryToItsEnd) {
  EXPECT_EQ(head().number, 0);
  for (const char* subject : {"walden", "emma", "möwe"}) append(subject);
  desk::AuditHead at;
  for (const desk::AuditEntry& entry :
       read([](const ports::Snapshot& s) { return s.audit().after(0, 10); })) {
    EXPECT_FALSE(desk::fault_of(entry, at)) << entry.number;
    at = {entry.number, entry.digest};
  }
  EXPECT_EQ(at.number, 3);
  EXPECT_EQ(at.number, head().number);
  EXPECT_EQ(at.digest, head().digest);
  const auto newest = read([](const ports::Snapshot& s) { return s.audit().newest(0, 2); });
  ASSERT_EQ(newest.size(), 2U);
  EXPECT_EQ(newest[0].subject, "möwe");
  EXPECT_EQ(read([](const ports::Snapshot& s) { return s.audit().newest(2, 2); }).at(0).subject,
            "walden");
}

TEST_P(StoreDesk, TheAuditLogCanOnlyBeAppendedTo) {
  append("walden");
  store.reset();
  EXPECT_FALSE(place->tamper("UPDATE audit_entry SET actor = 'bob'"));
  EXPECT_FALSE(place->tamper("DELETE FROM audit_entry"));
  EXPECT_FALSE(place->tamper("DELETE FROM audit_head"));
  EXPECT_FALSE(place->tamper("UPDATE audit_head SET entry_number = 0"));
}

// What `count` threads do at once.
template <class Work>
void at_once(int count, Work work) {
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
}

TEST_P(StoreDesk, EntriesWrittenAtOnceAreOneChainWithoutAGap) {
  constexpr int kThreads = 6;
  constexpr int kEach = 5;
  at_once(kThreads, [&] {
    for (int i = 0; i < kEach; ++i) append("walden");
  });
  EXPECT_EQ(head().number, kThreads * kEach);
  desk::AuditHead at;
  for (const desk::AuditEntry& entry :
       read([](const ports::Snapshot& s) { return s.audit().after(0, 500); })) {
    EXPECT_FALSE(desk::fault_of(entry, at)) << entry.number;
    at = {entry.number, entry.digest};
  }
  EXPECT_EQ(at.digest, head().digest);
}

TEST_P(StoreDesk, AnInvitationThatSeveralTakeAtOnceIsTakenByOne) {
  write([&](ports::UnitOfWork& u) { return u.people().add_invitation(invitation("a")); });
  std::atomic<int> taken = 0;
  at_once(6, [&] {
    if (take("a", now)) ++taken;
  });
  EXPECT_EQ(taken, 1);
}

TEST_P(StoreDesk, AUnitThatFailsLeavesNoEntryAndNoGap) {
  append("walden");
  const Error why = refused([&](ports::UnitOfWork& u) -> Result<> {
    desk::AuditEntry entry;
    entry.at = now;
    AAN_TRY(u.audit().append(entry));
    return fail(Errc::conflict, "test", "no");
  });
  EXPECT_EQ(why.code, Errc::conflict);
  append("emma");
  EXPECT_EQ(head().number, 2);
}

TEST_P(StoreDesk, AKeyOfAProgramIsFoundByItsDigestUntilItIsEnded) {
  // original 6.3.6: keys were compared byte by byte until the first difference
  desk::ApiKey key;
  key.id = ids.make<desk::ApiKeyId>();
  key.name = "newsletter";
  key.token_digest = crypto::sha256("token");
  key.scopes = {desk::Action::see_books, desk::Action::change_books};
  key.created_by = "ada";
  key.created_at = now;
  key.expires_at = now + Duration::days(30);
  const auto add = [&] {
    return store->write("add", [&](ports::UnitOfWork& u) { return u.api_keys().add(key); });
  };
  ASSERT_TRUE(add());
  const auto find = [&] {
    return read([&](const ports::Snapshot& s) { return s.api_keys().find(key.token_digest); });
  };
  const auto live = [&](Timestamp at) {
    return read([&](const ports::Snapshot& s) { return s.api_keys().live(at); });
  };
  ASSERT_TRUE(find());
  EXPECT_EQ(find()->name, "newsletter");
  EXPECT_EQ(find()->scopes, key.scopes);
  EXPECT_EQ(find()->created_by, "ada");
  EXPECT_EQ(find()->expires_at, key.expires_at);
  EXPECT_FALSE(find()->used_at);
  EXPECT_EQ(live(now), 1);
  EXPECT_EQ(live(*key.expires_at), 0);
  const auto use = [&](Timestamp at) {
    write([&](ports::UnitOfWork& u) { return u.api_keys().note_use(key.id, at); });
  };
  use(now + Duration::hours(2));
  use(now + Duration::hours(1));
  EXPECT_EQ(find()->used_at, now + Duration::hours(2)) << "never earlier than was noted";
  key.id = ids.make<desk::ApiKeyId>();
  key.token_digest = crypto::sha256("another");
  EXPECT_EQ(add().error().reason, "api_key_taken") << "a name stays its first key's";
  const auto end = [&] {
    return write([&](ports::UnitOfWork& u) { return u.api_keys().end("newsletter", now); });
  };
  EXPECT_TRUE(end());
  EXPECT_FALSE(end());
  EXPECT_EQ(live(now), 0);
  EXPECT_EQ(read([](const ports::Snapshot& s) { return s.api_keys().list(10); }).at(0).ended_at,
            now);
}

TEST_P(StoreDesk, KeysThatOpenSomethingAreListedBeforeThoseThatDoNot) {
  const auto add = [&](const std::string& name, std::int64_t day, std::optional<Timestamp> until) {
    desk::ApiKey key;
    key.id = ids.make<desk::ApiKeyId>();
    key.name = name;
    key.token_digest = crypto::sha256(name);
    key.scopes = {desk::Action::see_books};
    key.created_by = "ada";
    key.created_at = now + Duration::days(day);
    key.expires_at = until;
    write([&](ports::UnitOfWork& u) { return u.api_keys().add(key); });
  };
  add("oldest", 0, std::nullopt);
  add("year", 1, now + Duration::days(365));
  add("past", 2, now + Duration::days(3));
  add("one", 4, std::nullopt);
  add("two", 5, std::nullopt);
  for (const char* name : {"one", "two"})
    write([&](ports::UnitOfWork& u) { return u.api_keys().end(name, now + Duration::days(6)); });
  const auto names = [&](std::int64_t limit) {
    std::vector<std::string> all;
    for (const desk::ApiKey& key :
         read([&](const ports::Snapshot& s) { return s.api_keys().list(limit); }))
      all.push_back(key.name);
    return all;
  };
  EXPECT_EQ(names(1), (std::vector<std::string>{"oldest"}));
  EXPECT_EQ(names(2), (std::vector<std::string>{"year", "oldest"}));
  EXPECT_EQ(names(5), (std::vector<std::string>{"past", "year", "oldest", "two", "one"}));
}

}  // namespace
}  // namespace aan::contract
