#include "web/desk/held_deed.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "web/desk/routes.hpp"
#include "web/view/locale.hpp"

namespace aan::web {
namespace {

TEST(HeldDeed, WhatAsksForProofSaysWhatItDoesWhereAndByWhichButtonAndIsNoUpload) {
  const Locale& words = find_locale("en");
  std::set<std::string_view> known;
  for (const HeldDeed& deed : held_deeds()) {
    known.insert(deed.pattern);
    for (const std::string_view key : {deed.where, deed.title, deed.button})
      EXPECT_NE(words.find(key), nullptr) << key;
    if (!deed.sure.empty()) EXPECT_NE(words.find(deed.sure), nullptr) << deed.sure;
  }
  for (const DeskRoute& route : desk_routes()) {
    if (route.method != net::Method::post || route.door != DeskDoor::action) continue;
    if (!desk::needs_fresh_proof(route.action)) continue;
    EXPECT_TRUE(known.contains(route.pattern)) << route.pattern;
    EXPECT_EQ(route.upload_bytes_max, 0U) << route.pattern << " would lose the file";
  }
  // Every act that one of their forms sends.
  const char* root = std::getenv("AAN_SOURCE_DIR");
  const std::filesystem::path pages =
      std::filesystem::path(root != nullptr ? root : ".") / "src/web/templates/desk";
  int acts = 0;
  for (const auto& [page, path] :
       {std::pair{"people", "/desk/people"}, std::pair{"api_keys", "/desk/keys"},
        std::pair{"webhooks", "/desk/webhooks"}, std::pair{"webhook", "/desk/webhooks/stock-room"},
        std::pair{"settings", "/desk/settings"}, std::pair{"own_place", "/desk/me"},
        std::pair{"customer", "/desk/customers/7K2M-93QD"}}) {
    std::ostringstream text;
    text << std::ifstream(pages / (std::string(page) + ".tpl")).rdbuf();
    const std::string source = text.str();
    constexpr std::string_view kAct = "name=\"act\" value=\"";
    for (auto at = source.find(kAct); at != std::string::npos; at = source.find(kAct, at)) {
      at += kAct.size();
      const std::string act = source.substr(at, source.find('"', at) - at);
      if (act == "out") continue;  // asks for no proof
      EXPECT_NE(find_held_deed(path, act), nullptr) << page << " " << act;
      ++acts;
    }
  }
  EXPECT_GT(acts, 14);
}

}  // namespace
}  // namespace aan::web
