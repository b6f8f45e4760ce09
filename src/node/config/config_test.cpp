#include "node/config/config.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "node/config/config_parts.hpp"
#include "node/config/config_table.hpp"
#include "node/config/dotenv.hpp"
#include "node/log_setup.hpp"

namespace aan::node {
namespace {

// The block that the architecture note prints for a node's .env, comments and blanks as they are.
constexpr std::string_view kOriginalBlock = R"(# Node Identity
NODE_ID=my-unique-node-id
NODE_NAME=My Asymmetry Node
NODE_OPERATOR=Your Name
NODE_URL=https://mynodedomain.com

# Payment Methods
ENABLE_STRIPE=true
STRIPE_SECRET_KEY=sk_...
ENABLE_CRYPTO=true
BTC_ADDRESS=bc1q...
LIGHTNING_ADDRESS=lnbc...

# Network Participation
JOIN_NETWORK=true
NETWORK_REGISTRY_URL=https://registry.asymmetrybooks.com
REVENUE_SHARE_PERCENTAGE=15

# Content
CATALOG_MODE=full  # or 'curated' or 'affiliate'
SYNC_CATALOG_FROM=https://asymmetrybooks.com/api/catalog
)";

class ConfigTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("aan-config-" + std::to_string(::getpid()) + "-" +
               testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(folder_);
    sources_.data_dir = folder_;
    sources_.environment = [this](const std::string& name) -> std::optional<std::string> {
      const auto at = environment_.find(name);
      return at == environment_.end() ? std::nullopt : std::optional(at->second);
    };
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void write(std::string_view text) {
    std::ofstream(folder_ / "env") << text;
    sources_.env_file = folder_ / "env";
  }
  std::filesystem::path folder_;
  std::map<std::string, std::string> environment_;
  ConfigSources sources_;
};

TEST_F(ConfigTest, TheContactIsOneLineOfAnyKind) {
  for (const char* contact : {"desk@books.example", "https://books.example/write", "",
                              "Matrix: @desk:books.example, or the bell at 4 Bakery Lane"}) {
    environment_["NODE_CONTACT"] = contact;
    const auto config = load_config(sources_);
    ASSERT_TRUE(config) << config.error().detail;
    EXPECT_EQ(config->node_contact, contact);
  }
  for (const std::string& contact :
       {std::string("a\nb"), std::string("a\x7f"), std::string("\xff"), std::string(201, 'x')}) {
    environment_["NODE_CONTACT"] = contact;
    EXPECT_FALSE(load_config(sources_)) << contact;
  }
}

TEST_F(ConfigTest, TheOriginalBlockIsReadAsPrinted) {
  write(kOriginalBlock);
  const auto config = load_config(sources_);
  ASSERT_TRUE(config) << config.error().detail;
  EXPECT_EQ(config->node_id, "my-unique-node-id");
  EXPECT_EQ(config->node_name, "My Asymmetry Node");
  EXPECT_EQ(config->node_operator, "Your Name");
  EXPECT_EQ(config->node_url, "https://mynodedomain.com");
  EXPECT_EQ(config->hosts, std::vector<std::string>{"mynodedomain.com"});
  EXPECT_EQ(config->warnings.size(), 10U);
  for (const ConfigWarning& one : config->warnings)
    EXPECT_EQ(one.fix.contains("wait for the feature"), one.text.contains("cannot do that yet"))
        << one.text << " " << one.fix;
  EXPECT_FALSE(config->has_stripe);
  EXPECT_FALSE(allows_sandbox(*config)) << "play money behind a public https address";
}

TEST_F(ConfigTest, WhatAnInvoiceLacksIsNamedAndNothingElse) {
  const auto lacks = [&](const char* lines) {
    write("TAX_COUNTRY=DE\n" + std::string(lines));
    const auto config = load_config(sources_);
    std::string said;
    for (const ConfigWarning& one : config->warnings)
      if (one.text.contains("SELLER_")) said += one.text.substr(0, one.text.find(':')) + ";";
    return said;
  };
  EXPECT_EQ(lacks(""), "SELLER_ADDRESS and SELLER_TAX_NUMBER are not set;");
  EXPECT_EQ(lacks("SELLER_ADDRESS=1 Street\n"), "SELLER_TAX_NUMBER is not set;");
  EXPECT_EQ(lacks("SELLER_TAX_NUMBER=DE123456789\n"), "SELLER_ADDRESS is not set;");
  EXPECT_EQ(lacks("SELLER_ADDRESS=1 Street\nSELLER_TAX_NUMBER=DE123456789\n"), "");
}

TEST_F(ConfigTest, InlineCommentsEndBareValuesOnly) {
  const auto lines = parse_dotenv("A=full  # note\nB='x # y'\nC=a#b\nD=\"q\\\"r\" # z\n", "f");
  ASSERT_TRUE(lines);
  EXPECT_EQ((*lines)[0].value, "full");
  EXPECT_EQ((*lines)[1].value, "x # y");
  EXPECT_EQ((*lines)[2].value, "a#b");
  EXPECT_EQ((*lines)[3].value, "q\"r");
}

TEST_F(ConfigTest, AnUnknownKeyNamesTheNearestOne) {
  write("NODE_NMAE=Shop\n");
  const auto config = load_config(sources_);
  ASSERT_FALSE(config);
  EXPECT_NE(config.error().safe.find("Did you mean NODE_NAME?"), std::string::npos);
  EXPECT_NE(config.error().safe.find("line 1"), std::string::npos);
  write("FOO_BAR=x\n");
  const auto far = load_config(sources_);
  ASSERT_FALSE(far);
  EXPECT_EQ(far.error().safe.find("Did you mean"), std::string::npos) << "nothing is near";
  EXPECT_NE(far.error().safe.find("there is no such key"), std::string::npos);
}

TEST_F(ConfigTest, WhatIsNearlyAKeyIsNamedHoweverItIsWritten) {
  const auto says = [&](const char* line) {
    write(line);
    const auto config = load_config(sources_);
    return config ? std::string() : config.error().safe;
  };
  EXPECT_TRUE(says("node_name=x").contains("Did you mean NODE_NAME?"));
  EXPECT_TRUE(says("Node_Nmae=x").contains("Did you mean NODE_NAME?"));
  EXPECT_TRUE(says("database_url_file=/x").contains("Did you mean DATABASE_URL_FILE?"));
  EXPECT_TRUE(says("DATABASE_URI_FILE=/x").contains("Did you mean DATABASE_URL_FILE?"));
  EXPECT_TRUE(says("SMTP_CA_FIEL=/x").contains("Did you mean SMTP_CA_FILE?"));
  EXPECT_TRUE(says("NODE_NAME_FILE=/x").contains("only secrets have a _FILE. Write NODE_NAME "));
  write("");
  sources_.environment_names = {"NODE_NAME_FILE", "PORT_FILE", "DATABASE_URL_FILE"};
  EXPECT_EQ(load_config(sources_)->misspelt,
            std::vector<std::string>{"The environment has NODE_NAME_FILE, which is no key of the "
                                     "shop: only secrets have a _FILE. Write NODE_NAME itself."});
}

TEST_F(ConfigTest, AKeyThatAFileSaysTwiceIsRefusedWithBothLines) {
  write("NODE_NAME=One\n# between\nexport NODE_NAME=Other\n");
  const auto config = load_config(sources_);
  ASSERT_FALSE(config);
  EXPECT_TRUE(config.error().safe.contains("NODE_NAME (")) << config.error().safe;
  EXPECT_TRUE(config.error().safe.contains(", line 3): line 1 says this key too."));
}

TEST_F(ConfigTest, WhoeverBelievesEverybodyToBeAProxyIsWarned) {
  const auto warned = [&](const char* proxies) {
    environment_["TRUSTED_PROXIES"] = proxies;
    const auto config = load_config(sources_);
    EXPECT_TRUE(config) << proxies;
    return config ? config->warnings.size() : 0;
  };
  for (const char* some : {"", "127.0.0.1, ::1, unix", "10.0.0.0/8", "0.0.0.0/1", "fd00::/8"})
    EXPECT_EQ(warned(some), 0U) << some;
  for (const char* all : {"0.0.0.0/0", "10.0.0.1/0", "127.0.0.1, ::/0", "::ffff:0:0/96"})
    EXPECT_EQ(warned(all), 1U) << all;
  environment_["TRUSTED_PROXIES"] = "10.0.0.0/99";
  EXPECT_TRUE(load_config(sources_).error().safe.contains("TRUSTED_PROXIES (environment)"));
}

TEST(ConfigTable, KeysOfAGroupStandTogether) {
  std::set<std::string_view> ended;
  std::string_view group;
  for (const ConfigKey& key : config_keys()) {
    if (key.group == group) continue;
    EXPECT_TRUE(ended.insert(key.group).second) << key.group << " has two headings";
    group = key.group;
  }
}

TEST_F(ConfigTest, ModeAndRouteAreRefusedWithTheWayToDropThemWhereTheyCameFrom) {
  const auto says = [&](const char* words) {
    const auto config = load_config(sources_);
    return !config && config.error().safe.contains(words);
  };
  for (const char* key : {"PAYMENT_MODE=crypto", "CHECKOUT_ROUTE=cryptoCheckout"}) {
    write(key);
    EXPECT_TRUE(says(", line 1): ")) << key;
    EXPECT_TRUE(says("It comes from a file: remove the line there.")) << key;
  }
  write("");
  environment_["PAYMENT_MODE"] = "primary";
  EXPECT_TRUE(says("(environment)"));
  EXPECT_TRUE(says("unset PAYMENT_MODE there"));
  sources_.flags["PAYMENT_MODE"] = "primary";
  EXPECT_TRUE(says("It comes from a flag of the command: leave it out."));
}

TEST_F(ConfigTest, FlagsWinOverEnvironmentOverFileOverDefault) {
  write("SHOP_CURRENCY=EUR\nNODE_NAME=From file\nLISTEN=127.0.0.1:1\n");
  environment_["NODE_NAME"] = "From environment";
  environment_["LISTEN"] = "127.0.0.1:2";
  sources_.flags["LISTEN"] = "127.0.0.1:3";
  const auto config = load_config(sources_);
  ASSERT_TRUE(config);
  EXPECT_EQ(config->currency.code(), "EUR");
  EXPECT_EQ(config->node_name, "From environment");
  EXPECT_EQ(config->listen_port, 3);
  EXPECT_EQ(config->log_level, "info");
}

TEST_F(ConfigTest, OneKeyGoesThroughAllFourSources) {
  const auto currency = [&] { return std::string(load_config(sources_)->currency.code()); };
  sources_.env_file = folder_ / "none";
  write("");
  EXPECT_EQ(currency(), "USD");
  write("SHOP_CURRENCY=EUR\n");
  EXPECT_EQ(currency(), "EUR");
  environment_["SHOP_CURRENCY"] = "GBP";
  EXPECT_EQ(currency(), "GBP");
  sources_.flags["SHOP_CURRENCY"] = "SEK";
  EXPECT_EQ(currency(), "SEK");
}

TEST_F(ConfigTest, AVariableThatIsNearlyOursIsNamedAndOthersAreNot) {
  sources_.environment_names = {"PATH",
                                "NODE_NAM",
                                "SHOP_CURENCY",
                                "NODE_ENV",
                                "NODE_PATH",
                                "NODE_OPTIONS",
                                "HOST",
                                "PORTS",
                                "node_name",
                                "NODE_NAME",
                                "SHOP_CURRENCY",
                                "HOME",
                                "DATABASE_URL_FILE",
                                "LISTEN_PID",
                                "LISTEN_FDS",
                                "NODE_VERSION",
                                "TERM"};
  const auto config = load_config(sources_);
  ASSERT_TRUE(config);
  EXPECT_EQ(
      config->misspelt,
      (std::vector<std::string>{
          "The environment has NODE_NAM, which is no key of the shop. Did you mean NODE_NAME?",
          "The environment has SHOP_CURENCY, which is no key of the shop. Did you mean "
          "SHOP_CURRENCY?",
          "The environment has node_name, which is no key of the shop. Did you mean "
          "NODE_NAME?"}));
}

TEST_F(ConfigTest, TheFormOfTheLogFollowsTheTerminalUnlessItIsSaid) {
  const auto format = [&](bool is_terminal) {
    return log_format_of(*load_config(sources_), is_terminal);
  };
  EXPECT_EQ(format(false), log::Format::json);
  environment_["LOG_FORMAT"] = "json";
  EXPECT_EQ(format(true), log::Format::json);
  environment_["LOG_FORMAT"] = "text";
  EXPECT_EQ(format(false), log::Format::text);
}

TEST_F(ConfigTest, ASecretFileThatIsNotThereIsNamed) {
  write("DATABASE_URL_FILE=/no/such/file\n");
  const auto config = load_config(sources_);
  ASSERT_FALSE(config);
  EXPECT_NE(config.error().safe.find("DATABASE_URL_FILE"), std::string::npos);
  EXPECT_NE(config.error().safe.find("/no/such/file"), std::string::npos);
  EXPECT_NE(config.error().safe.find("line 1"), std::string::npos);
  write("NODE_NAME_FILE=/dev/null\n");
  EXPECT_FALSE(load_config(sources_)) << "only a secret comes from a file";
}

TEST_F(ConfigTest, AFileNamedThatIsNotThereIsAnError) {
  sources_.env_file = folder_ / "none";
  const auto config = load_config(sources_);
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().code, Errc::invalid);
  EXPECT_NE(config.error().safe.find("none"), std::string::npos);
}

TEST_F(ConfigTest, ASecretCanComeFromAFile) {
  std::ofstream(folder_ / "url") << "postgresql://shop@/shop\n";
  environment_["DATABASE_URL_FILE"] = (folder_ / "url").string();
  const auto config = load_config(sources_);
  ASSERT_TRUE(config) << config.error().detail;
  EXPECT_EQ(config->database_url.reveal(), "postgresql://shop@/shop");
}

TEST_F(ConfigTest, ASecretAndItsFileInOnePlaceAreAnError) {
  std::ofstream(folder_ / "url") << "postgresql://file@/shop\n";
  const std::string file = (folder_ / "url").string();
  environment_["DATABASE_URL_FILE"] = file;
  environment_["DATABASE_URL"] = "postgresql://shop@/shop";
  auto config = load_config(sources_);
  ASSERT_FALSE(config);
  EXPECT_TRUE(config.error().safe.contains("DATABASE_URL and DATABASE_URL_FILE are both set"))
      << config.error().safe;
  environment_.erase("DATABASE_URL_FILE");
  write("DATABASE_URL_FILE=" + file + "\n");
  config = load_config(sources_);
  ASSERT_TRUE(config) << "the environment stands above the file";
  EXPECT_EQ(config->database_url.reveal(), "postgresql://shop@/shop");
  write("DATABASE_URL_FILE=" + file + "\nDATABASE_URL=postgresql://a@/b\n");
  EXPECT_FALSE(load_config(sources_));
}

TEST_F(ConfigTest, PortAloneListensEverywhereAndThenPlayMoneyNeedsTheDemo) {
  environment_["PORT"] = "9000";
  auto config = load_config(sources_);
  ASSERT_TRUE(config);
  EXPECT_EQ(config->listen_address, "0.0.0.0");
  EXPECT_EQ(config->listen_port, 9000);
  EXPECT_FALSE(allows_sandbox(*config));
  sources_.is_demo = true;
  EXPECT_TRUE(allows_sandbox(*load_config(sources_)));
}

TEST_F(ConfigTest, PlayMoneyIsForHostsThatOnlyThisMachineReaches) {
  const auto allows = [&](const std::string& url, const std::string& domain) {
    environment_ = {{"NODE_URL", url}, {"PRIMARY_DOMAIN", domain}};
    const auto config = load_config(sources_);
    EXPECT_TRUE(config) << url << domain;
    return config && allows_sandbox(*config);
  };
  for (const bool is_demo : {false, true}) {
    sources_.is_demo = is_demo;
    for (const char* local : {"https://localhost", "https://localhost:8443", "https://127.0.0.1",
                              "https://127.9.9.9:1", "https://[::1]:8443", "http://LOCALHOST"})
      EXPECT_TRUE(allows(local, "")) << local;
    for (const char* open : {"https://localhost.books.example", "https://localhost-books.example",
                             "https://127.books.example", "https://127.0.0.1.books.example",
                             "https://[2001:db8::1]", "https://10.0.0.1", "https://books.example"})
      EXPECT_FALSE(allows(open, "")) << open;
    for (const char* domain : {"books.example", "localhost.books.example", "10.0.0.1:8080"}) {
      EXPECT_FALSE(allows("", domain)) << domain;
      EXPECT_FALSE(allows("http://localhost:8080", domain)) << domain;
    }
    EXPECT_TRUE(allows("", "localhost:8080"));
    EXPECT_EQ(allows("http://books.example", ""), is_demo);
  }
}

TEST_F(ConfigTest, TheAddressOfTheShopIsAHostWithoutAPath) {
  for (const char* url : {"https://books.example/shop", "https://books.example/a/",
                          "https://books.example?x", "https://books.example#x"}) {
    environment_["NODE_URL"] = url;
    const auto config = load_config(sources_);
    ASSERT_FALSE(config) << url;
    EXPECT_NE(config.error().safe.find("without a path"), std::string::npos) << config.error().safe;
  }
  for (const char* url : {"https://a@books.example", "https://a:secret@books.example/"}) {
    environment_["NODE_URL"] = url;
    const std::string why = load_config(sources_).error().safe;
    EXPECT_TRUE(why.contains("without a user name")) << why;
    EXPECT_FALSE(why.contains("secret"));
  }
  for (const char* url : {"postgresql://books.example", "https://"}) {
    environment_["NODE_URL"] = url;
    EXPECT_FALSE(load_config(sources_)) << url;
  }
  environment_["NODE_URL"] = "https://books.example//";
  EXPECT_EQ(load_config(sources_)->node_url, "https://books.example");
}

TEST_F(ConfigTest, EveryAddressOfTheShopIsKnown) {
  environment_ = {{"NODE_URL", "https://books.example"}, {"PRIMARY_DOMAIN", "Shop.example"}};
  EXPECT_EQ(shop_addresses(*load_config(sources_), 8080),
            (std::vector<std::string>{"https://books.example", "https://shop.example"}));
  environment_["PRIMARY_DOMAIN"] = "books.example";
  EXPECT_EQ(shop_addresses(*load_config(sources_), 8080).size(), 1U);
  environment_ = {{"LISTEN", "0.0.0.0:8080"}};
  EXPECT_EQ(shop_address(*load_config(sources_), 8080), "http://127.0.0.1:8080");
  EXPECT_EQ(listening_address(*load_config(sources_), 8080), "http://0.0.0.0:8080");
}

TEST_F(ConfigTest, AnAddressToListenOnIsANumber) {
  sources_.flags["LISTEN"] = "localhost:8080";
  const auto config = load_config(sources_);
  ASSERT_FALSE(config);
  EXPECT_NE(config.error().safe.find("LISTEN (--listen): write an IP address and a port, such as"),
            std::string::npos);
}

TEST_F(ConfigTest, WrongValuesSayWhereAndWhatToDo) {
  for (const char* line :
       {"SHOP_CURRENCY=DOLLAR", "NODE_URL=books.example", "LISTEN=8080", "JOIN_NETWORK=yes",
        "RECONCILE_SECONDS=0", "LOG_LEVEL=loud", "JUSTANAME", "NODE_NAME=\"open"}) {
    write(line);
    const auto config = load_config(sources_);
    ASSERT_FALSE(config) << line;
    EXPECT_NE(config.error().safe.find("line 1"), std::string::npos) << config.error().safe;
  }
}

TEST_F(ConfigTest, OfAWrongTimeZoneTheNearestIsNamed) {
  EXPECT_EQ(load_config(sources_)->time_zone, &TimeZone::utc());
  write("SHOP_TIME_ZONE=Europe/Berlin\n");
  EXPECT_EQ(load_config(sources_)->time_zone->name(), "Europe/Berlin");
  write("SHOP_TIME_ZONE=Berlin\n");
  const std::string why = load_config(sources_).error().safe;
  EXPECT_TRUE(why.contains("line 1") && why.contains("Did you mean Europe/Berlin?")) << why;
}

TEST_F(ConfigTest, TheExampleFileMadeFromTheTableIsAccepted) {
  write(env_example());
  EXPECT_TRUE(load_config(sources_));
}

TEST_F(ConfigTest, CardsNeedAKeyThatCanBeOne) {
  environment_["ENABLE_STRIPE"] = "true";
  EXPECT_TRUE(load_config(sources_).error().safe.contains("write the secret key"));
  environment_["STRIPE_SECRET_KEY"] = "sk_test_";
  EXPECT_FALSE(load_config(sources_)) << "nothing after it";
  for (const char* key : {"pk_test_1", "sk_live_a b", "whsec_1"}) {
    environment_["STRIPE_SECRET_KEY"] = key;
    const auto config = load_config(sources_);
    ASSERT_FALSE(config) << key;
    EXPECT_FALSE(config.error().to_string().contains(key)) << "a secret stays one";
  }
  environment_["STRIPE_SECRET_KEY"] = "rk_test_1";
  EXPECT_TRUE(load_config(sources_)->has_stripe);
  EXPECT_FALSE(allows_sandbox(*load_config(sources_)));
  environment_["STRIPE_SECRET_KEY"] = "rk_live_1";
  EXPECT_TRUE(load_config(sources_).error().safe.contains("NODE_URL"));
  environment_["NODE_URL"] = "https://books.example";
  EXPECT_TRUE(load_config(sources_));
  sources_.is_demo = true;
  EXPECT_TRUE(load_config(sources_).error().safe.contains("a demonstration takes no live key"));
  environment_["STRIPE_SECRET_KEY"] = "rk_test_1";
  EXPECT_TRUE(load_config(sources_)) << "a test key charges nobody";
}

TEST_F(ConfigTest, CardsThatAreSwitchedOffAreKeptWhileTheirKeyIsThere) {
  environment_["STRIPE_SECRET_KEY"] = "rk_test_1";
  auto config = load_config(sources_);
  EXPECT_TRUE(keeps_stripe(*config) && !config->has_stripe);
  EXPECT_TRUE(allows_sandbox(*config)) << "no real money was taken with that key";
  EXPECT_TRUE(config->warnings.empty()) << config->warnings.front().text;
  environment_["STRIPE_SECRET_KEY"] = "rk_live_1";
  for (const bool is_demo : {false, true}) {
    sources_.is_demo = is_demo;
    EXPECT_FALSE(allows_sandbox(*load_config(sources_))) << "real money may have been taken";
  }
  // What is not in use keeps no shop from opening.
  for (const auto& [key, value] : {std::pair{"STRIPE_API_BASE", "http://api.example"},
                                   {"STRIPE_WEBHOOK_SECRET", "secret"},
                                   {"STRIPE_SECRET_KEY", "sk_..."}}) {
    environment_[key] = value;
    config = load_config(sources_);
    ASSERT_TRUE(config) << key;
    EXPECT_FALSE(keeps_stripe(*config)) << key;
    EXPECT_EQ(config->warnings.size(), 1U) << key;
    environment_.erase(key);
    environment_["STRIPE_SECRET_KEY"] = "rk_live_1";
  }
}

TEST_F(ConfigTest, AKeyOfStripeGoesOverNoOpenWire) {
  environment_["ENABLE_STRIPE"] = "true";
  environment_["STRIPE_SECRET_KEY"] = "sk_test_1";
  for (const char* base : {"http://api.example", "http://127.0.0.1.example", "http://localhost.x",
                           "http://127.0.0.1:1@api.example", "postgresql://127.0.0.1"}) {
    environment_["STRIPE_API_BASE"] = base;
    EXPECT_FALSE(load_config(sources_)) << base;
  }
  for (const char* base : {"https://api.stripe.com/", "http://127.0.0.1:1", "http://[::1]:1"}) {
    environment_["STRIPE_API_BASE"] = base;
    EXPECT_TRUE(load_config(sources_)) << base;
  }
}

TEST_F(ConfigTest, WhatStandsOnStatementsIsWhatStripeTakes) {
  environment_["ENABLE_STRIPE"] = "true";
  environment_["STRIPE_SECRET_KEY"] = "sk_test_1";
  for (const char* good : {"", "BOOKS", "a", "24-7 books"}) {
    environment_["STRIPE_STATEMENT_SUFFIX"] = good;
    EXPECT_TRUE(load_config(sources_)) << good;
  }
  for (const char* bad : {"247", "TOO MANY OF THEM", "BOOKS*", "B\"", "Bücher"}) {
    environment_["STRIPE_STATEMENT_SUFFIX"] = bad;
    EXPECT_FALSE(load_config(sources_)) << bad;
  }
}

TEST_F(ConfigTest, SeveralWebhookSecretsAreTakenWhileOneIsReplaced) {
  environment_["ENABLE_STRIPE"] = "true";
  environment_["STRIPE_SECRET_KEY"] = "sk_test_1";
  environment_["STRIPE_WEBHOOK_SECRET"] = "whsec_new, whsec_old";
  EXPECT_EQ(load_config(sources_)->stripe_webhook_secrets.size(), 2U);
  environment_["STRIPE_WEBHOOK_SECRET"] = "whsec_new whsec_old, other";
  EXPECT_FALSE(load_config(sources_));
}

TEST_F(ConfigTest, WhatIsSetAtTheDeskCountsBeforeTheDefaultAndAfterEverythingElse) {
  sources_.desk_settings = "NODE_NAME=\"Of the desk\"\nTAX_OSS=true\n";
  EXPECT_EQ(load_config(sources_)->node_name, "Of the desk");
  write("NODE_NAME=Of the file\n");
  EXPECT_EQ(load_config(sources_)->node_name, "Of the file");
  environment_["NODE_NAME"] = "Of the environment";
  const auto config = load_config(sources_);
  EXPECT_EQ(config->node_name, "Of the environment");
  const auto shown = [&](const char* name) {
    return *std::ranges::find(config->shown, name, &ShownKey::name);
  };
  EXPECT_EQ(shown("NODE_NAME").layer, Layer::environment);
  EXPECT_EQ(shown("TAX_OSS").layer, Layer::desk);
  EXPECT_EQ(shown("NODE_OPERATOR").layer, Layer::fallback);
}

TEST_F(ConfigTest, TheDeskSetsNothingThatIsTheMachines) {
  for (const char* line : {"LISTEN=0.0.0.0:80", "DATABASE_URL=postgresql://x", "NOBODY=1",
                           "STRIPE_API_BASE=https://other.example", "SMTP_CA_FILE=/etc/passwd",
                           "STRIPE_SECRET_KEY_FILE=/etc/passwd", "WEBHOOKS_PRIVATE=true"}) {
    sources_.desk_settings = line;
    const auto config = load_config(sources_);
    ASSERT_FALSE(config) << line;
    EXPECT_TRUE(config.error().safe.contains("settings.env, line 1")) << config.error().safe;
  }
}

}  // namespace
}  // namespace aan::node
