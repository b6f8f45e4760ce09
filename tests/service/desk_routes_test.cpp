#include <map>
#include <set>

#include "domain/desk/totp.hpp"
#include "service/books/ingest.hpp"
#include "service/delivery/keep_pictures.hpp"
#include "service/desk/accept_invitation.hpp"
#include "service/desk/invite.hpp"
#include "service/desk/own_place.hpp"
#include "service/use_cases.hpp"
#include "testing/kept_settings.hpp"
#include "testing/kept_webhooks.hpp"
#include "testing/memory_search_index.hpp"
#include "testing/scripted_book_reader.hpp"
#include "tests/service/shop_world.hpp"
#include "web/desk/routes.hpp"
#include "web/desk/session_cookie.hpp"

namespace aan::service {
namespace {

using desk::Role;
using web::DeskDoor;

constexpr const char* kPassword = "quiet lamps over harbours";

/// The desk's pages over a real store, asked without a network.
class DeskRoutes : public ::testing::Test {
 protected:
  DeskRoutes() {
    web::add_desk_routes(router_, front_);
    for (const Role role : desk::kRoles) tokens_[role] = join(std::string(name_of(role)), role);
  }
  [[nodiscard]] const Room& room() const { return world.shop->room; }

  std::string join(std::string name, Role role) {
    if (name == "read_only") name = "reader";
    const std::string token = must(invite(room(), role, std::string(kOperator)));
    const std::string secret = secrets_[role] = must(view_invitation(room(), token)).totp_secret;
    const std::string code = desk::totp_code(secret, desk::totp_step_at(world.clock.wall()));
    return must(accept_invitation(room(), token, {name == "owner" ? "ada" : name, kPassword, code}))
        .session_token;
  }

  struct Ask {
    net::Method method = net::Method::get;
    std::string path;
    std::string session;
    std::string body;
  };
  net::Response ask(const Ask& what) {
    net::Request request;
    request.method = what.method;
    request.target = request.path = what.path;
    if (const auto at = request.path.find('?'); at != std::string::npos) {
      request.query_string = request.path.substr(at + 1);
      request.path.resize(at);
    }
    request.host = "shop.example";
    request.request_id = "r1";
    request.body = what.body;
    request.headers.push_back({"content-type", "application/x-www-form-urlencoded"});
    if (!what.session.empty()) request.headers.push_back({"cookie", "desk-plain=" + what.session});
    const net::RouteMatch match = router_.match(request);
    return match.route == nullptr ? net::Response::text("", 404) : match.route->handler(request);
  }
  [[nodiscard]] std::string token_of(const std::string& session) const {
    const auto who = must(look_at_session(room(), session));
    return who ? web::form_token(room().keys.ring(), who->session) : "";
  }
  [[nodiscard]] std::string own_form(const std::string& session) const {
    return "form_token=" + token_of(session);
  }
  /// What a person types who is asked for proof: the password, and the code of now.
  [[nodiscard]] std::string proof_of(Role role) const {
    const auto step = desk::totp_step_at(world.clock.wall());
    return "&password=quiet+lamps+over+harbours&code=" + desk::totp_code(secrets_.at(role), step);
  }
  /// The session in the cookie that an answer gave.
  static std::string given(const net::Response& response) {
    const std::string cookie{response.header("set-cookie").value_or("")};
    const auto from = cookie.find('=') + 1;
    return cookie.substr(from, cookie.find(';') - from);
  }
  static std::string filled(std::string_view pattern) {
    std::string path(pattern);
    for (const auto& [name, value] :
         {std::pair{"{token}", "AAAAAAAAAAAAAAAAAAAAAAAAAAA"}, std::pair{"{slug}", "no-such-book"},
          std::pair{"{order}", "7K2M-93QD"}, std::pair{"{page}", "imprint"},
          std::pair{"{webhook}", "stock-room"}, std::pair{"{customer}", "7K2M-93QD"},
          std::pair{"{question}", "money"}})
      if (const auto at = path.find(name); at != std::string::npos)
        path.replace(at, std::string_view(name).size(), value);
    return path;
  }
  static std::string text_of(const net::Response& response) {
    return std::get<std::string>(response.body);
  }

  ShopWorld world;
  testing::MemorySearchIndex index_;
  testing::ScriptedBookReader reader_;
  testing::ScriptedDocumentWriter writer_;
  Ingest ingest_{world.shop->room, reader_, writer_};
  KeepPictures pictures_{world.shop->room, ingest_};
  ReturnPace returns_{world.clock};
  Shop shop_{.name = "Night Shelves", .version = "1.2.3", .currency = *find_asset("USD")};
  UseCases use_{world.shop->room,
                shop_,
                world.shop->providers,
                index_,
                world.shop->checkout,
                world.shop->begin,
                world.shop->confirm,
                world.shop->refund,
                world.shop->deliver,
                world.shop->jobs,
                pictures_,
                returns_,
                world.shop->library,
                world.shop->library_keys,
                world.shop->passkeys,
                world.shop->documents,
                world.shop->addresses,
                world.shop->stamps,
                world.shop->to_reader,
                writer_,
                nullptr};
  web::PageCache cache_;
  web::Storefront shop_front_{use_, cache_};
  SignIn sign_in_{world.shop->room};
  testing::KeptWebhooks sender_;
  ManageWebhooks webhooks_{world.shop->room, sender_};
  int follows_ = 0;
  testing::KeptSettings settings_;
  web::DeskFront front_{shop_front_, sign_in_,  [this] { ++follows_; },
                        ingest_,     webhooks_, settings_};
  net::Router router_;
  std::map<Role, std::string> tokens_;
  std::map<Role, std::string> secrets_;
};

TEST_F(DeskRoutes, EveryRouteLetsInWhomTheTableNamesAndNobodyElse) {
  int refused = 0;
  for (const web::DeskRoute& route : web::desk_routes()) {
    if (route.pattern == "/desk/sign-out") continue;  // asked last: it ends the session
    const std::string path = filled(route.pattern);
    const bool is_post = route.method == net::Method::post;
    for (const auto& [role, token] : tokens_) {
      const net::Response got =
          ask({route.method, path, token, is_post ? own_form(token) + "&act=none" : ""});
      const bool may = route.door != DeskDoor::action || desk::is_allowed(role, route.action);
      const std::string what = std::string(is_post ? "POST " : "GET ") + path + " as " +
                               std::string(name_of(role)) + ": " + std::to_string(got.status);
      EXPECT_EQ(got.status == 403, !may) << what;
      EXPECT_LT(got.status, 500) << what;
      EXPECT_EQ(got.header("cache-control"), "no-store") << what;
      if (may) continue;
      ++refused;
      EXPECT_TRUE(text_of(got).contains("This is for ")) << "it says whose role is needed";
    }
  }
  EXPECT_GT(refused, 10);
}

TEST_F(DeskRoutes, WhoeverIsNotSignedInIsLedToTheSignInPage) {
  for (const web::DeskRoute& route : web::desk_routes()) {
    const net::Response got = ask({route.method, filled(route.pattern), "", "act=none"});
    if (route.door == DeskDoor::anybody) {
      EXPECT_NE(got.status, 303) << route.pattern;
      continue;
    }
    EXPECT_EQ(got.status, 303) << route.pattern;
    EXPECT_TRUE(got.header("location")->starts_with("/desk/sign-in")) << route.pattern;
  }
  EXPECT_EQ(ask({net::Method::get, "/desk/orders?state=owed", "", ""}).header("location"),
            "/desk/sign-in?next=%2Fdesk%2Forders%3Fstate%3Dowed");
}

TEST_F(DeskRoutes, AFormOfAnotherSessionChangesNothing) {
  const std::string& owner = tokens_[Role::owner];
  for (const std::string& token :
       {std::string(), token_of(tokens_[Role::editor]), std::string("nonsense")})
    for (const web::DeskRoute& route : web::desk_routes()) {
      if (route.method != net::Method::post || route.door == DeskDoor::anybody) continue;
      EXPECT_EQ(ask({route.method, filled(route.pattern), owner, "form_token=" + token}).status,
                403)
          << route.pattern;
    }
  EXPECT_TRUE(must(find_session(room(), owner))) << "nobody was signed out";
}

TEST_F(DeskRoutes, ProofInOneTabLeavesTheFormsOfOtherTabsGood) {
  const std::string before = tokens_[Role::owner];
  const std::string form = own_form(before);
  world.clock.advance(desk::kProofFor);
  const net::Response proven =
      ask({net::Method::post, "/desk/confirm", before, form + proof_of(Role::owner)});
  ASSERT_EQ(proven.status, 303) << text_of(proven);
  const std::string after = given(proven);
  ASSERT_NE(after, before);
  EXPECT_FALSE(must(find_session(room(), before))) << "the session is another one";
  EXPECT_EQ(ask({net::Method::post, "/desk/people", before, form + "&act=disable&name=editor"})
                .header("location"),
            "/desk/sign-in")
      << "its old token opens nothing";
  EXPECT_EQ(
      ask({net::Method::post, "/desk/people", after, form + "&act=disable&name=editor"}).status,
      303);
  EXPECT_FALSE(must(find_session(room(), tokens_[Role::editor])));
  // A form that another tab holds while it asks for the proof that is given by now.
  world.clock.advance(Duration::seconds(30));
  const net::Response held =
      ask({net::Method::post, "/desk/confirm", after,
           form + proof_of(Role::owner) + "&next=/desk/people&held.act=invite&held.role=support"});
  EXPECT_EQ(held.status, 200);
  EXPECT_TRUE(text_of(held).contains("name=\"role\" value=\"support\""));
}

TEST_F(DeskRoutes, AFormOfAnEarlierSignInOfTheSamePersonChangesNothing) {
  const std::string planted = tokens_[Role::owner];
  const std::string form = own_form(planted);
  world.clock.advance(Duration::seconds(30));
  const net::Response in =
      ask({net::Method::post, "/desk/sign-in", planted, "name=ada" + proof_of(Role::owner)});
  ASSERT_EQ(in.status, 303);
  EXPECT_EQ(
      ask({net::Method::post, "/desk/people", given(in), form + "&act=invite&role=owner"}).status,
      403);
}

TEST_F(DeskRoutes, RightsAskForProofOfTheLastFiveMinutes) {
  const std::string& owner = tokens_[Role::owner];
  const std::string body = own_form(owner) + "&act=disable&name=editor";
  world.clock.advance(desk::kProofFor);
  const net::Response stale = ask({net::Method::post, "/desk/people", owner, body});
  EXPECT_TRUE(text_of(stale).contains("action=\"/desk/confirm\""));
  EXPECT_TRUE(text_of(stale).contains("name=\"held.name\" value=\"editor\""));
  EXPECT_FALSE(text_of(stale).contains("held.form_token"));
  EXPECT_TRUE(must(find_session(room(), tokens_[Role::editor]))) << "nothing was done";
}

TEST_F(DeskRoutes, AHeldFormNamesItsDeedItsPageItsButtonAndWhatIsSentAndAsksAgainWhetherOneIsSure) {
  const std::string before = tokens_[Role::owner];
  world.clock.advance(desk::kProofFor);
  const auto proven = [&](const std::string& session, const std::string& next,
                          const std::string& held) {
    world.clock.advance(Duration::seconds(30));
    return ask({net::Method::post, "/desk/confirm", session,
                own_form(session) + proof_of(Role::owner) + "&next=" + next + held});
  };
  const net::Response key =
      proven(before, "/desk/keys",
             "&held.act=make&held.name=till&held.scope=see_orders&held.scope=refund&held.days=30");
  for (const char* part : {"<h1>Make a key for a program</h1>", "<dd>Keys</dd>", ">Make a key<",
                           "<dt>It may</dt>", "<dt>Days</dt><dd class=\"held-text\">30</dd>"})
    EXPECT_TRUE(text_of(key).contains(part)) << part << text_of(key);
  EXPECT_FALSE(text_of(key).contains(">see_orders<")) << "in words, not in names of ours";
  const net::Response erase = proven(given(key), "/desk/customers/7K2M-93QD",
                                     "&held.act=erase&held_was_sure=1&held.sure=yes");
  for (const char* part :
       {"<h1>Forget a person</h1>", "<dd>Customer: 7K2M-93QD</dd>", ">Forget this person<",
        "name=\"sure\" type=\"checkbox\" value=\"yes\" required"})
    EXPECT_TRUE(text_of(erase).contains(part)) << part;
  EXPECT_FALSE(text_of(erase).contains("type=\"hidden\" name=\"sure\""));
  const net::Response ticked =
      proven(given(erase), "/desk/settings", "&held.group=Money+and+tax&held.has.TAX_OSS=1");
  for (const char* part :
       {"<h1>Change settings</h1>", "Settings: Money and tax", ">no</dd>", ">Save and use<"})
    EXPECT_TRUE(text_of(ticked).contains(part)) << part << text_of(ticked);
}

TEST_F(DeskRoutes, ANewPasswordThatCameTooLateIsToldOfAndTypedAgain) {
  const std::string& owner = tokens_[Role::owner];
  world.clock.advance(desk::kProofFor);
  const net::Response asked =
      ask({net::Method::post, "/desk/me", owner,
           own_form(owner) + "&act=password&password=other+lamps+of+night&password_again=x"});
  EXPECT_EQ(asked.status, 200);
  EXPECT_FALSE(text_of(asked).contains("lamps")) << "nothing secret leaves the form";
  EXPECT_TRUE(text_of(asked).contains("is secret and is not kept"));
  const net::Response after = ask({net::Method::post, "/desk/confirm", owner,
                                   own_form(owner) + proof_of(Role::owner) +
                                       "&next=/desk/me&held.act=password&held_lacks_secret=1"});
  EXPECT_TRUE(text_of(after).contains("<h1>Change your password</h1>"));
  EXPECT_TRUE(text_of(after).contains("href=\"/desk/me\">Type it again"));
  EXPECT_FALSE(text_of(after).contains("action=\"/desk/me\""));
}

TEST_F(DeskRoutes, ANewPhoneTakesThePlaceOfTheOldOneAndEndsEveryOtherSession) {
  const std::string owner = tokens_[Role::owner];
  const net::Response elsewhere =
      (world.clock.advance(Duration::seconds(30)),
       ask({net::Method::post, "/desk/sign-in", "", "name=ada" + proof_of(Role::owner)}));
  ASSERT_EQ(elsewhere.status, 303);
  const auto between = [](const std::string& text, std::string_view before,
                          std::string_view after) {
    const auto from = text.find(before) + before.size();
    return text.substr(from, text.find(after, from) - from);
  };
  const std::string page = text_of(ask({net::Method::get, "/desk/me", owner, ""}));
  const std::string sealed = between(page, "name=\"phone\" value=\"", "\"");
  const std::string shown = between(page, "<p class=\"desk-secret\"><code>", "</code>");
  const std::string secret =
      must(offered_phone(room(), *must(find_session(room(), owner)), sealed)).secret;
  EXPECT_EQ(desk::totp_text(secret), shown);
  EXPECT_NE(secret, secrets_[Role::owner]);
  const auto send = [&](const std::string& session, const std::string& code) {
    return ask({net::Method::post, "/desk/me", session,
                own_form(session) + "&act=phone&phone=" + sealed + "&code=" + code});
  };
  const auto code = [&](const std::string& of) {
    return desk::totp_code(of, desk::totp_step_at(world.clock.wall()));
  };
  const net::Response wrong = send(owner, code(secrets_[Role::owner]));
  EXPECT_EQ(wrong.status, 422) << "the phone before shows other digits";
  EXPECT_TRUE(text_of(wrong).contains(shown)) << "what was scanned stays";
  EXPECT_EQ(send(tokens_[Role::editor], code(secret)).status, 422) << "of another sign-in";
  const net::Response done = send(owner, code(secret));
  ASSERT_EQ(done.status, 303) << text_of(done);
  EXPECT_FALSE(must(find_session(room(), owner)));
  EXPECT_FALSE(must(find_session(room(), given(elsewhere))));
  EXPECT_TRUE(must(find_session(room(), given(done))));
  EXPECT_EQ(must(list_audit(room(), 0, 1)).at(0).action, "person.phone");
  world.clock.advance(Duration::seconds(60));
  const auto sign_in = [&](const std::string& with) {
    return ask({net::Method::post, "/desk/sign-in", "",
                "name=ada&password=quiet+lamps+over+harbours&code=" + code(with)})
        .status;
  };
  EXPECT_EQ(sign_in(secrets_[Role::owner]), 401);
  world.clock.advance(Duration::seconds(60));
  EXPECT_EQ(sign_in(secret), 303);
  // Without fresh proof there is no key to be seen.
  world.clock.advance(desk::kProofFor);
  EXPECT_FALSE(text_of(ask({net::Method::get, "/desk/me", tokens_[Role::support], ""}))
                   .contains("name=\"phone\""));
}

TEST_F(DeskRoutes, SettingsAndTheQuestionsOfTheSetupAskForProofBeforeAnythingIsTyped) {
  const std::string& owner = tokens_[Role::owner];
  EXPECT_TRUE(
      text_of(ask({net::Method::get, "/desk/settings", owner, ""})).contains("NODE_NAME\""));
  const std::string& reader = tokens_[Role::read_only];
  EXPECT_FALSE(text_of(ask({net::Method::get, "/desk/settings", reader, ""}))
                   .contains("name=\"NODE_NAME\""));
  world.clock.advance(desk::kProofFor);
  const std::string stale = text_of(ask({net::Method::get, "/desk/settings", owner, ""}));
  EXPECT_FALSE(stale.contains("name=\"NODE_NAME\""));
  EXPECT_TRUE(stale.contains("/desk/confirm?next=/desk/settings"));
  EXPECT_EQ(ask({net::Method::get, "/desk/setup/who", owner, ""}).header("location"),
            "/desk/confirm?next=%2Fdesk%2Fsetup%2Fwho");
  const net::Response refused = ask({net::Method::post, "/desk/settings", owner,
                                     own_form(owner) + "&group=Node+identity&NODE_NAME=Mine"});
  EXPECT_TRUE(text_of(refused).contains("name=\"held.NODE_NAME\" value=\"Mine\""));
  EXPECT_EQ(settings_.changed, 0);
}

TEST_F(DeskRoutes, AnOwnerClosesAPlaceAndTheSessionThereEnds) {
  const std::string& owner = tokens_[Role::owner];
  const net::Response done =
      ask({net::Method::post, "/desk/people", owner, own_form(owner) + "&act=disable&name=editor"});
  EXPECT_EQ(done.status, 303);
  EXPECT_FALSE(must(find_session(room(), tokens_[Role::editor])));
  const net::Response last = ask({net::Method::post, "/desk/people", owner,
                                  own_form(owner) + "&act=role&name=ada&role=editor"});
  EXPECT_EQ(last.status, 409);
  EXPECT_TRUE(text_of(last).contains("no owner any more"));
}

TEST_F(DeskRoutes, AnEditorPricesHidesAndListsABookAndItIsWrittenDown) {
  const auto offer = world.add_book("Walden", world.money(499));
  static_cast<void>(offer);
  std::string slug;
  must(world.store->read([&](const ports::Snapshot& at) -> Result<> {
    slug = AAN_TRY(at.catalog().slugs(1)).at(0);
    return {};
  }));
  const std::string& editor = tokens_[Role::editor];
  const std::string path = "/desk/books/" + slug;
  const auto post = [&](const std::string& fields) {
    return ask({net::Method::post, path, editor, own_form(editor) + "&" + fields});
  };
  EXPECT_EQ(post("act=price&price=7.50").status, 303);
  EXPECT_EQ(post("act=hide").status, 303);
  EXPECT_TRUE(text_of(ask({net::Method::get, path, editor, ""})).contains("$7.50"));
  const net::Response wrong = post("act=price&price=cheap");
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(text_of(wrong).contains("cheap")) << "what was typed stays";
  EXPECT_EQ(post("act=publish").status, 303);
  EXPECT_EQ(follows_, 3);
  std::string deeds;
  for (const desk::AuditEntry& entry : must(list_audit(room(), 0, 3)))
    deeds += entry.actor + " " + entry.action + " " + entry.subject + " " + entry.detail + "|";
  EXPECT_EQ(deeds, "editor book.publish " + slug + " |editor book.hide " + slug +
                       " |editor book.price " + slug + " 7.50 USD|");
}

TEST_F(DeskRoutes, AnOrderShowsItsThreeTimeLinesAndItsNameToThoseWhoHelpBuyers) {
  const PlacedOrder order = world.buy({world.add_book("Walden", world.money(499))});
  const std::string reference = world.view(order).order.reference;
  const std::string path = "/desk/orders/" + reference;
  for (const Role role : {Role::owner, Role::support, Role::accountant, Role::read_only}) {
    const net::Response page = ask({net::Method::get, path, tokens_[role], ""});
    EXPECT_EQ(page.status, 200) << name_of(role);
    for (const char* track : {">Order<", ">Payment<", ">Delivery<"})
      EXPECT_TRUE(text_of(page).contains(track)) << track;
    EXPECT_FALSE(text_of(page).contains(order.token)) << "the buyer's link stays the buyer's";
  }
  const net::Response list =
      ask({net::Method::get, "/desk/orders?state=fulfilled", tokens_[Role::support], ""});
  EXPECT_TRUE(text_of(list).contains(reference));
  const std::string& owner = tokens_[Role::owner];
  const net::Response paid = ask({net::Method::post, path, owner, own_form(owner) + "&act=cancel"});
  EXPECT_TRUE(paid.status == 409 || paid.status == 303) << paid.status;
  EXPECT_EQ(world.state(order), OrderState::fulfilled) << "what is paid is not given up";
  const net::Response none =
      ask({net::Method::get, "/desk/orders?state=disputed", tokens_[Role::support], ""});
  EXPECT_FALSE(text_of(none).contains(reference));
}

TEST_F(DeskRoutes, SupportGivesAPartBackOnceForAKeyAndItIsWrittenDown) {
  world.card.set_refunds(testing::ScriptedProvider::Refunds::settled);
  const PlacedOrder order = world.buy({world.add_book("Walden", world.money(499))});
  const std::string reference = world.view(order).order.reference;
  const std::string path = "/desk/orders/" + reference + "/refund";
  const std::string& support = tokens_[Role::support];
  const std::string page = text_of(ask({net::Method::get, path, support, ""}));
  EXPECT_TRUE(page.contains("$4.99")) << page;
  const std::string body = own_form(support) + "&amount=1.00&idempotency_key=a-key-of-this-form-1";
  for (int i = 0; i < 2; ++i) {
    const net::Response done = ask({net::Method::post, path, support, body});
    EXPECT_EQ(done.status, 303) << text_of(done);
    EXPECT_EQ(done.header("location"), "/desk/orders/" + reference + "?done=refund");
  }
  ASSERT_EQ(world.view(order).refunds.size(), 1U);
  EXPECT_EQ(world.view(order).refunds[0].requested_by, "support");
  EXPECT_EQ(world.view(order).given_back, world.money(100));
  const desk::AuditEntry deed = must(list_audit(room(), 0, 1)).at(0);
  EXPECT_EQ(deed.actor + " " + deed.action + " " + deed.subject + " " + deed.detail,
            "support order.refund " + reference + " 1.00 USD");
  for (const char* wrong : {"9.99", "0", "-1", "nonsense", "1.999"}) {
    const net::Response got =
        ask({net::Method::post, path, support,
             own_form(support) + "&amount=" + wrong + "&idempotency_key=a-key-of-this-form-2"});
    EXPECT_GE(got.status, 409) << wrong;
    EXPECT_TRUE(text_of(got).contains(std::string("value=\"") + wrong)) << "what was typed stays";
  }
  EXPECT_EQ(world.view(order).given_back, world.money(100));
  EXPECT_TRUE(text_of(ask({net::Method::get, "/desk/orders/" + reference, support, ""}))
                  .contains("asked for"));
}

TEST_F(DeskRoutes, MoneyGoesBackWithProofOfTheLastFiveMinutesOnly) {
  world.card.set_refunds(testing::ScriptedProvider::Refunds::settled);
  const PlacedOrder order = world.buy({world.add_book("Walden", world.money(499))});
  const std::string path = "/desk/orders/" + world.view(order).order.reference + "/refund";
  const std::string& owner = tokens_[Role::owner];
  world.clock.advance(desk::kProofFor);
  const net::Response stale =
      ask({net::Method::post, path, owner, own_form(owner) + "&idempotency_key=a-key-of-mine-123"});
  EXPECT_EQ(stale.status, 303);
  EXPECT_TRUE(stale.header("location")->starts_with("/desk/confirm?next="));
  EXPECT_TRUE(world.view(order).refunds.empty());
  EXPECT_FALSE(text_of(ask({net::Method::get, path, owner, ""})).contains("name=\"amount\""))
      << "the page asks for the proof first";
}

TEST_F(DeskRoutes, ADownloadIsOpenedAgainForItsBuyerAlone) {
  const PlacedOrder order = world.buy({world.add_book("Walden", world.money(499))});
  const auto file = [&] { return world.view(order).lines.at(0).files.at(0); };
  while (file().grant.uses_left > 0)
    must(world.shop->deliver.start(order.token, file().grant.id, world.key()));
  const std::string reference = world.view(order).order.reference;
  const std::string& support = tokens_[Role::support];
  const auto press = [&](const std::string& grant) {
    return ask({net::Method::post, "/desk/orders/" + reference, support,
                own_form(support) + "&act=grant&grant=" + grant});
  };
  EXPECT_EQ(press("test_00000000000000000000000000").status, 404) << "of no other order";
  EXPECT_EQ(press(file().grant.id.value).status, 303);
  EXPECT_EQ(file().grant.uses_left, sales::kGrantUses);
  EXPECT_EQ(file().grant.renewals_left, sales::kGrantRenewalsMax);
  EXPECT_EQ(must(list_audit(room(), 0, 1)).at(0).action, "order.grant");
  must(world.shop->deliver.start(order.token, file().grant.id, world.key()));
  const PlacedOrder unpaid = world.place({world.add_book("Emma", world.money(499))});
  const net::Response refused =
      ask({net::Method::post, "/desk/orders/" + world.view(unpaid).order.reference, support,
           own_form(support) + "&act=grant"});
  EXPECT_EQ(refused.status, 409);
}

TEST_F(DeskRoutes, TheEvidenceOfAnOrderIsOneFileOfStoredFacts) {
  const PlacedOrder order = world.buy({world.add_book("Walden", world.money(499))});
  const OrderView view = world.view(order);
  must(world.shop->deliver.start(order.token, view.lines.at(0).files.at(0).grant.id, world.key()));
  const std::string path = "/desk/orders/" + view.order.reference + "/evidence";
  const std::string& support = tokens_[Role::support];
  const net::Response pack = ask({net::Method::post, path, support, own_form(support)});
  ASSERT_EQ(pack.status, 200);
  EXPECT_EQ(must(list_audit(room(), 0, 1)).at(0).action, "order.evidence");
  EXPECT_TRUE(pack.header("content-disposition")->starts_with("attachment; filename="));
  for (const std::string& part :
       {view.order.reference, view.order.id.value, std::string("Walden"),
        view.lines[0].files[0].file.file_name, view.payments.at(0).network_ref,
        std::string("The buyer began a download"), std::string("open&gt;paid")})
    EXPECT_TRUE(text_of(pack).contains(part)) << part;
  EXPECT_FALSE(text_of(pack).contains(order.token)) << "the buyer's link stays the buyer's";
  EXPECT_FALSE(text_of(pack).contains("<script"));
  EXPECT_EQ(text_of(ask({net::Method::post, path, support, own_form(support)})), text_of(pack))
      << "rebuilt from the same facts";
}

TEST_F(DeskRoutes, TheEvidenceSaysWhatOfAPaymentIsLeftAfterARefund) {
  const PlacedOrder order = world.buy({world.add_book("Walden", world.money(499))});
  const OrderView before = world.view(order);
  must(
      world.shop->deliver.start(order.token, before.lines.at(0).files.at(0).grant.id, world.key()));
  world.card.set_refunds(testing::ScriptedProvider::Refunds::settled);
  must(world.shop->refund.request({.order_id = before.order.id,
                                   .amount = world.money(200),
                                   .requested_by = "ada",
                                   .idempotency_key = "evidence-of-a-refund"}));
  const std::string& support = tokens_[Role::support];
  const std::string pack =
      text_of(ask({net::Method::post, "/desk/orders/" + before.order.reference + "/evidence",
                   support, own_form(support)}));
  for (const char* sum :
       {"<dt>Paid by the buyer</dt><dd>$4.99</dd>", "<dt>Given back</dt><dd>$2.00</dd>",
        "<dt>Left of the payment</dt><dd>$2.99</dd>"})
    EXPECT_TRUE(pack.contains(sum)) << sum;
}

TEST_F(DeskRoutes, SigningInGivesAnotherSessionAndEndsTheOneThatTheBrowserHad) {
  const std::string token = must(invite(room(), Role::owner, std::string(kOperator)));
  const std::string secret = must(view_invitation(room(), token)).totp_secret;
  const auto code = [&] { return desk::totp_code(secret, desk::totp_step_at(world.clock.wall())); };
  const net::Response welcome =
      ask({net::Method::post, "/desk/begin/" + token, "",
           "name=zoe&password=quiet+lamps+over+harbours&password_again=quiet+lamps+over+harbours"
           "&code=" +
               code()});
  ASSERT_EQ(welcome.status, 200) << text_of(welcome);
  EXPECT_EQ(ask({net::Method::get, "/desk/begin/" + token, "", ""}).status, 410);
  world.clock.advance(Duration::seconds(30));
  // An attacker left a session of their own in the browser.
  const std::string planted = tokens_[Role::read_only];
  const net::Response in =
      ask({net::Method::post, "/desk/sign-in", planted,
           "name=zoe&password=quiet+lamps+over+harbours&code=" + code() + "&next=//evil.example"});
  ASSERT_EQ(in.status, 303);
  EXPECT_EQ(in.header("location"), "/desk");
  const std::string cookie{*in.header("set-cookie")};
  EXPECT_TRUE(cookie.starts_with("desk-plain=")) << cookie;
  for (const char* part : {"HttpOnly", "SameSite=Strict", "Path=/"})
    EXPECT_TRUE(cookie.contains(part)) << cookie;
  EXPECT_FALSE(cookie.contains(planted));
  EXPECT_FALSE(must(find_session(room(), planted)));
}

TEST_F(DeskRoutes, OnHttpsTheCookieIsOfThisHostAlone) {
  net::Request request;
  request.scheme = "https";
  net::Response response = net::Response::text("");
  web::give_session(request, response, "token");
  const std::string cookie{*response.header("set-cookie")};
  EXPECT_TRUE(cookie.starts_with("__Host-desk=token;")) << cookie;
  EXPECT_TRUE(cookie.contains("Secure")) << cookie;
}

TEST_F(DeskRoutes, AWrongAddressIsThePageOfTheDeskForWhoIsSignedInAndOfTheShopForStrangers) {
  for (const char* path : {"/desk/boks", "/desk/books/a/b/c", "/desk/orders/7K2M-93QD/evidence"}) {
    const net::Response inside = ask({net::Method::get, path, tokens_[Role::read_only], ""});
    EXPECT_EQ(inside.status, 404) << path;
    EXPECT_TRUE(text_of(inside).contains("class=\"desk-nav\"")) << path;
    EXPECT_TRUE(text_of(inside).contains("The desk has no such page")) << path;
    for (const std::string& session : {std::string(), std::string(27, 'A')}) {
      const net::Response outside = ask({net::Method::get, path, session, ""});
      EXPECT_EQ(outside.status, 404) << path;
      EXPECT_FALSE(text_of(outside).contains("desk-")) << path;
    }
  }
  EXPECT_EQ(ask({net::Method::get, "/desk/books/", "", ""}).header("location"), "/desk/books");
}

TEST_F(DeskRoutes, SigningOutEndsTheSessionAndOnlyAPostDoes) {
  const std::string& owner = tokens_[Role::owner];
  EXPECT_EQ(ask({net::Method::get, "/desk/sign-out", owner, ""}).status, 303);
  EXPECT_TRUE(must(find_session(room(), owner)));
  EXPECT_EQ(ask({net::Method::post, "/desk/sign-out", owner, own_form(owner)}).status, 303);
  EXPECT_FALSE(must(find_session(room(), owner)));
}

}  // namespace
}  // namespace aan::service
