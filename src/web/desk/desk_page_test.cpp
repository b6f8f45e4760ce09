#include "web/desk/desk_page.hpp"

#include <gtest/gtest.h>

#include <set>

#include "crypto/token.hpp"
#include "testing/closed_shop.hpp"
#include "testing/kept_settings.hpp"
#include "testing/kept_webhooks.hpp"
#include "web/desk/routes.hpp"
#include "web/desk/session_cookie.hpp"

namespace aan::web {
namespace {

TEST(DeskPage, GoesOnWithinTheDeskOnly) {
  for (const char* ours : {"/desk", "/desk/books", "/desk/orders?state=owed&page=2", "/desk?x=1"})
    EXPECT_EQ(next_of(ours), ours);
  for (const char* other :
       {"", "/", "/books", "/desktop", "//evil.example/desk", "https://evil.example/desk",
        "/desk//evil.example", "/desk/../checkout", "/desk/\\evil", "/desk/a\r\nset-cookie:x",
        "/desk /x", "javascript:alert(1)"})
    EXPECT_EQ(next_of(other), "/desk") << other;
  EXPECT_EQ(next_of("/desk/" + std::string(400, 'a')), "/desk");
}

TEST(DeskPage, WhatIsWrongStaysOnThePageUnlessTheShopFailed) {
  for (const Errc mended : {Errc::invalid, Errc::not_found, Errc::conflict, Errc::gone,
                            Errc::too_large, Errc::limited, Errc::forbidden})
    EXPECT_TRUE(stays_on_page(fail(mended, "x", "x").error())) << name_of(mended);
  for (const Errc failed : {Errc::unavailable, Errc::corrupt, Errc::internal})
    EXPECT_FALSE(stays_on_page(fail(failed, "x", "x").error())) << name_of(failed);
}

TEST(DeskSession, OnlyATokenOfTheRightShapeIsLookedFor) {
  testing::SeededRng rng;
  const std::string token = crypto::new_token(rng);
  const auto sent = [](const std::string& cookie, const std::string& scheme) {
    net::Request request;
    request.scheme = scheme;
    request.headers.push_back({"cookie", cookie});
    return session_token(request);
  };
  EXPECT_EQ(sent("desk-plain=" + token, "http"), token);
  EXPECT_EQ(sent("__Host-desk=" + token, "https"), token);
  EXPECT_EQ(sent("desk-plain=" + token, "https"), "") << "a cookie of http is none of https";
  EXPECT_EQ(sent("__Host-desk=" + token, "http"), "");
  EXPECT_EQ(sent("desk-plain=' OR 1=1", "http"), "");
}

TEST(DeskSession, AFormTokenIsOfOneSignInOfOnePersonAndOutlivesItsProofAndTheKeyOfTheDay) {
  testing::ClosedShop shop;
  const crypto::KeyRing before = shop.keys.ring();
  desk::Session session;
  session.person_id = desk::PersonId{"desk_1"};
  session.created_at = Timestamp{} + Duration::hours(1);
  const std::string token = form_token(before, session);
  session.token_digest = "another";
  session.proven_at = session.created_at + Duration::minutes(7);
  EXPECT_TRUE(is_form_token(before, session, token)) << "proof gives the session another token";
  desk::Session later = session;
  later.created_at = session.created_at + Duration::minutes(1);
  EXPECT_FALSE(is_form_token(before, later, token)) << "another sign-in of the same person";
  desk::Session other = session;
  other.person_id = desk::PersonId{"desk_11"};
  EXPECT_FALSE(is_form_token(before, other, token));
  testing::SeededRng rng(2);
  EXPECT_FALSE(is_form_token(crypto::KeyRing::generate(rng, Timestamp{}), session, token))
      << "whoever has no key of the shop cannot make one";
  for (const char* nonsense : {"", "..", "nonsense"})
    EXPECT_FALSE(is_form_token(before, session, nonsense)) << nonsense;
  crypto::KeyRing after = before;
  ASSERT_TRUE(after.rotate(crypto::KeyPurpose::cookies, rng, session.created_at));
  EXPECT_TRUE(is_form_token(after, session, token));
}

TEST(DeskSession, AKnownBrowserCannotSayAnotherName) {
  testing::ClosedShop shop;
  net::Request request;
  net::Response response = net::Response::text("");
  remember_name(shop.keys.ring(), request, response, "ada");
  std::string cookie{*response.header("set-cookie")};
  cookie.resize(cookie.find(';'));
  request.headers.push_back({"cookie", cookie});
  EXPECT_EQ(known_name(shop.keys.ring(), request), "ada");
  request.headers.back().value[cookie.find('.') + 2] ^= 1;
  EXPECT_EQ(known_name(shop.keys.ring(), request), "");
}

TEST(DeskRouteTable, NoRouteStandsTwiceAndAllLieBelowTheDesk) {
  std::set<std::pair<net::Method, std::string_view>> seen;
  for (const DeskRoute& route : desk_routes()) {
    EXPECT_TRUE(seen.emplace(route.method, route.pattern).second) << route.pattern;
    EXPECT_TRUE(route.pattern == "/desk" || route.pattern.starts_with("/desk/")) << route.pattern;
    // A search is sent in a body, and changes nothing.
    const bool is_change = route.method == net::Method::post && route.pattern != "/desk/orders";
    if (is_change && route.door == DeskDoor::action)
      EXPECT_FALSE(name_of(route.action).starts_with("see_"))
          << route.pattern << ": a change is not allowed by looking";
  }
}

TEST(DeskRouteTable, AStoreThatIsDownGivesNobodyAccess) {
  testing::ClosedShop shop;
  PageCache cache;
  const Storefront front{shop.use, cache};
  service::SignIn sign_in(shop.room);
  testing::KeptWebhooks sender;
  service::ManageWebhooks webhooks(shop.room, sender);
  testing::KeptSettings settings;
  const DeskFront desk{front, sign_in, [] {}, shop.ingest, webhooks, settings};
  net::Router router;
  add_desk_routes(router, desk);
  net::Request request;
  request.path = request.target = "/desk/people";
  request.request_id = "r1";
  request.headers.push_back({"cookie", "desk-plain=" + crypto::new_token(shop.rng)});
  ::testing::internal::CaptureStderr();
  const net::Response response = router.match(request).route->handler(request);
  ::testing::internal::GetCapturedStderr();
  EXPECT_EQ(response.status, 503);
  EXPECT_FALSE(std::get<std::string>(response.body).contains("secret"));
}

}  // namespace
}  // namespace aan::web
