#include "node/commands/commands_json.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <map>
#include <regex>
#include <set>
#include <string>

#include "api/list_codec.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "domain/desk/api_key.hpp"
#include "embedded/api_documents.hpp"
#include "node/commands/command_arguments_json.hpp"
#include "node/commands/list_commands_json.hpp"
#include "testing/manual_clock.hpp"
#include "testing/seeded_rng.hpp"
#include "testing/temp_folder.hpp"
#include "web/desk/routes.hpp"

namespace aan::node {
namespace {

namespace json = boost::json;

class Commands : public ::testing::Test {
 protected:
  void SetUp() override {
    log::set_level(log::Level::warn);
    ConfigSources sources;
    sources.data_dir = folder_.path() / "shop";
    sources.env_file = "/dev/null";
    sources.environment = [](const std::string&) { return std::nullopt; };
    auto opened = Node::open(*load_config(sources), *DataDir::lock(sources.data_dir), clock_, rng_,
                             Purpose::write);
    ASSERT_TRUE(opened) << opened.error().to_string();
    node_ = *std::move(opened);
  }
  json::value run(const std::string& name, const std::string& arguments = "{}") {
    const auto answer = run_command(*node_, name, arguments);
    EXPECT_TRUE(answer) << answer.error().to_string();
    return answer ? json::parse(*answer) : json::value{};
  }
  Error refused(const std::string& name, const std::string& arguments = "{}") {
    const auto answer = run_command(*node_, name, arguments);
    EXPECT_FALSE(answer) << *answer;
    return answer ? Error{} : answer.error();
  }
  testing::TempFolder folder_;
  testing::ManualClock clock_;
  testing::SeededRng rng_;
  std::unique_ptr<Node> node_;
};

TEST_F(Commands, AnEmptyShopHasEmptyLists) {
  EXPECT_EQ(run("book.list"), (json::value{{"books", json::array{}}, {"offset", 0}, {"total", 0}}));
  EXPECT_EQ(run("order.list", R"({"offset":7,"state":"paid"})"),
            (json::value{{"orders", json::array{}}, {"offset", 7}, {"total", 0}}));
  EXPECT_EQ(run("ledger.check"), (json::value{{"good", true}, {"findings", json::array{}}}));
  EXPECT_EQ(run("index.rebuild"), (json::value{{"works", 0}, {"next", nullptr}}));
}

TEST_F(Commands, WhatIsNotThereIsSaidByName) {
  const Error book = refused("book.hide", R"({"book":"walden"})");
  EXPECT_EQ(book.code, Errc::not_found);
  EXPECT_NE(book.safe.find("walden"), std::string::npos);
  EXPECT_EQ(refused("order.show", R"({"order":"7K2M-93QD"})").code, Errc::not_found);
  EXPECT_EQ(refused("no.such").code, Errc::invalid);
}

TEST_F(Commands, WhatOnlyLooksIsRunWithoutTheRightToWrite) {
  for (const std::string_view name :
       {"book.list", "book.show", "order.list", "order.show", "dispute.list", "ledger.check",
        "ledger.balances", "queue.list"})
    EXPECT_EQ(find_command(name)->purpose, Purpose::look) << name;
  std::set<std::string_view> names;
  for (const Command& command : commands()) {
    EXPECT_TRUE(names.insert(command.name).second) << command.name;
    EXPECT_NE(command.run, nullptr) << command.name;
    EXPECT_EQ(find_command(command.name), &command);
  }
  EXPECT_EQ(find_command("keys.list"), nullptr) << "it is read from the file";
  // Without authority: each of them works on a shop that somebody else has taken.
  ASSERT_TRUE(node_->store->raise_epoch());
  for (const char* name : {"book.list", "order.list", "ledger.check", "queue.list"}) run(name);
}

TEST_F(Commands, WrongArgumentsAreInvalid) {
  EXPECT_EQ(refused("book.list", "[]").code, Errc::invalid);
  EXPECT_EQ(refused("book.list", "{").code, Errc::invalid);
  EXPECT_EQ(refused("order.list", R"({"state":"lost"})").code, Errc::invalid);
  EXPECT_EQ(refused("ingest", R"({"path":"/dev/null","price":"1e15"})").code, Errc::invalid);
  EXPECT_NE(
      refused("book.price", R"({"book":"x","price":"1000000000000000"})").safe.find("highest"),
      std::string::npos);
}

TEST_F(Commands, AFileThatCannotBeReadIsOneRefusedFile) {
  const std::string pipe = folder_.path() / "pipe.epub";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  for (const std::string& path : {pipe, folder_.path().string(), std::string("/no/such.epub")}) {
    const json::value answer = run("ingest", json::serialize(json::object{{"path", path}}));
    EXPECT_EQ(answer.at("verdict"), "refused") << path;
    EXPECT_EQ(answer.at("notes").as_array().size(), 1U) << path;
  }
}

// What people do at the desk, and the operation by which a program does the same.
const std::map<std::string, std::vector<std::string>> kSameAs = {
    {"GET /desk", {"queue.list", "order.list"}},
    {"GET /desk/attention", {"attention.list"}},
    {"POST /desk/attention", {"attention.settle"}},
    {"GET /desk/books", {"book.list"}},
    {"GET /desk/books/{slug}", {"book.show", "book.versions", "broadcast.list"}},
    {"POST /desk/books/{slug}",
     {"book.price", "book.stock", "book.publish", "book.hide", "book.hide-sample",
      "book.show-sample", "book.dates", "book.countries", "book.licence", "book.merge",
      "book.unmerge", "book.take-out", "broadcast.begin", "broadcast.stop"}},
    {"GET /desk/lists", {"list.runs"}},
    {"GET /desk/lists/{run}", {"list.show"}},
    {"GET /desk/lists/{run}/csv", {"list.show"}},
    {"POST /desk/lists", {"catalogue.export"}},
    {"GET /desk/publishers", {"publisher.list"}},
    {"POST /desk/publishers", {"publisher.stamp", "publisher.unstamp"}},
    {"GET /desk/disputes", {"dispute.list"}},
    {"GET /desk/orders", {"order.list"}},
    {"GET /desk/orders/{order}", {"order.show"}},
    {"POST /desk/orders/{order}",
     {"order.cancel", "order.grant", "order.mail", "order.link", "licence.disable",
      "licence.enable"}},
    {"GET /desk/orders/{order}/link", {"order.show"}},
    {"POST /desk/orders/{order}/link", {"order.renew-link", "gift.link"}},
    {"GET /desk/customers", {"privacy.show"}},
    {"GET /desk/customers/{customer}", {"privacy.show"}},
    {"POST /desk/customers/{customer}", {"privacy.export", "privacy.erase"}},
    {"GET /desk/orders/{order}/refund", {"order.show"}},
    {"POST /desk/orders/{order}/refund", {"order.refund"}},
    {"POST /desk/orders/{order}/evidence", {"order.evidence"}},
    {"GET /desk/documents/{name}", {"order.document"}},
    {"GET /desk/sales", {"sales.days", "sales.export"}},
    {"GET /desk/sales/export", {"sales.export"}},
    {"GET /desk/tax", {"tax.export", "tax.doubts"}},
    {"GET /desk/tax/export", {"tax.export"}},
    {"GET /desk/bundles", {"bundle.list", "bundle.show"}},
    {"POST /desk/bundles", {"bundle.add", "bundle.price", "bundle.publish", "bundle.hide"}},
    {"GET /desk/coupons", {"coupon.list", "coupon.show"}},
    {"POST /desk/coupons", {"coupon.add", "coupon.end"}},
    {"GET /desk/pages", {"page.list"}},
    {"GET /desk/pages/{page}", {"page.show"}},
    {"POST /desk/pages/{page}", {"page.write"}},
    {"GET /desk/settings", {"settings.list", "settings.show"}},
    {"POST /desk/settings", {"settings.change"}},
    {"GET /desk/setup", {"settings.list"}},
    {"GET /desk/setup/{question}", {"settings.list"}},
    {"POST /desk/setup/{question}", {"settings.change"}},
    {"GET /desk/people", {"desk.people"}},
    {"GET /desk/webhooks", {"webhook.list"}},
    {"POST /desk/webhooks", {"webhook.add"}},
    {"GET /desk/webhooks/{webhook}", {"webhook.show", "webhook.deliveries"}},
    {"POST /desk/webhooks/{webhook}",
     {"webhook.change", "webhook.roll", "webhook.ping", "webhook.redeliver", "webhook.end"}},
    {"GET /desk/audit", {"audit.list", "audit.verify"}},
};

// Those that no command does, and why, or what does it instead.
const std::map<std::string, std::string> kWithoutCommand = {
    {"GET /desk/events", "GET /api/v1/events"},
    {"GET /desk/books/upload", "a form; POST /api/v1/desk/books"},
    {"POST /desk/books/upload", "POST /api/v1/desk/books"},
    {"POST /desk/books/{slug}/version", "POST /api/v1/desk/books/{book}/version"},
    {"POST /desk/books/{slug}/cover", "POST /api/v1/desk/books/{book}/cover"},
    {"GET /desk/setup/book", "a form; POST /api/v1/desk/books"},
    {"POST /desk/setup/book", "POST /api/v1/desk/books"},
    {"POST /desk/customers", "a search that leads to a page; POST /api/v1/desk/privacy.show"},
    {"POST /desk/orders", "a search that leads to a page; POST /api/v1/desk/privacy.show"},
    {"GET /desk/setup/done", "questions are for people"},
    {"POST /desk/setup/done", "questions are for people"},
    {"POST /desk/people", "rights are given by people alone: docs/adr/0051"},
    {"GET /desk/keys", "keys are given by people alone: docs/adr/0051"},
    {"POST /desk/keys", "keys are given by people alone: docs/adr/0051"},
};

TEST(DeskOperations, EverythingThatIsDoneAtTheDeskIsDoneByTheApiWithTheSameRight) {
  for (const web::DeskRoute& route : web::desk_routes()) {
    if (route.door != web::DeskDoor::action) continue;
    const bool is_post = route.method == net::Method::post;
    const std::string name = (is_post ? "POST " : "GET ") + std::string(route.pattern);
    if (kWithoutCommand.contains(name)) {
      EXPECT_FALSE(kSameAs.contains(name)) << name;
      continue;
    }
    const auto same = kSameAs.find(name);
    ASSERT_NE(same, kSameAs.end()) << name << ": which operation of the API does this?";
    EXPECT_FALSE(same->second.empty()) << name;
    for (const std::string& operation : same->second) {
      const Command* command = find_command(operation);
      ASSERT_NE(command, nullptr) << operation;
      ASSERT_TRUE(command->action) << operation << " is not for keys";
      // What leaves the shop whole changes nothing, but that it left is written down.
      const bool leaves_a_line =
          command->purpose == Purpose::write || operation == "catalogue.export";
      EXPECT_EQ(leaves_a_line, is_post) << operation;
      if (is_post) EXPECT_EQ(*command->action, route.action) << operation;
    }
  }
}

// The buttons of the desk's pages, each by the name of its page and its act: which operation does
// the same, or why none does.
const std::map<std::string, std::map<std::string, std::string>> kButtons = {
    {"api_keys", {{"make", "for people alone"}, {"end", "for people alone"}}},
    {"attention", {{"settle", "attention.settle"}}},
    {"book",
     {{"price", "book.price"},
      {"stock", "book.stock"},
      {"hide", "book.hide"},
      {"publish", "book.publish"},
      {"edit", "book.edit"},
      {"follow-lists", "book.edit"},
      {"merge", "book.merge"},
      {"unmerge", "book.unmerge"},
      {"tell", "broadcast.begin"},
      {"stop-telling", "broadcast.stop"},
      {"hide-sample", "book.hide-sample"},
      {"take-out", "book.take-out"},
      {"show-sample", "book.show-sample"},
      {"own", "book.own-cover"},
      {"dates", "book.dates"},
      {"countries", "book.countries"},
      {"licence", "book.licence"}}},
    {"bundles",
     {{"add", "bundle.add"},
      {"price", "bundle.price"},
      {"publish", "bundle.publish"},
      {"hide", "bundle.hide"}}},
    {"coupons", {{"add", "coupon.add"}, {"end", "coupon.end"}}},
    {"customer", {{"export", "privacy.export"}, {"erase", "privacy.erase"}}},
    {"order",
     {{"mail", "order.mail"},
      {"link", "order.link"},
      {"renew", "order.renew-link"},
      {"gift", "gift.link"},
      {"cancel", "order.cancel"},
      {"grant", "order.grant"},
      {"licence_disable", "licence.disable"},
      {"licence_enable", "licence.enable"}}},
    {"own_place",
     {{"password", "for people alone"},
      {"codes", "for people alone"},
      {"phone", "for people alone"},
      {"out", "for people alone"}}},
    {"page", {{"look", "changes nothing"}, {"write", "page.write"}}},
    {"people",
     {{"invite", "for people alone"},
      {"role", "for people alone"},
      {"disable", "for people alone"},
      {"enable", "for people alone"}}},
    {"publishers", {{"stamp", "publisher.stamp"}, {"unstamp", "publisher.unstamp"}}},
    {"settings", {{"letter", "settings.try-letters"}}},
    {"setup_book",
     {{"upload", "POST /api/v1/desk/books"},
      {"shelf", "changes nothing"},
      {"later", "changes nothing"}}},
    {"webhook",
     {{"change", "webhook.change"},
      {"roll", "webhook.roll"},
      {"ping", "webhook.ping"},
      {"redeliver", "webhook.redeliver"},
      {"end", "webhook.end"}}},
    {"webhooks", {{"make", "webhook.add"}}},
};

std::filesystem::path sources() {
  const char* root = std::getenv("AAN_SOURCE_DIR");
  return std::filesystem::path(root != nullptr ? root : ".") / "src";
}

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The code of all files of a folder whose names end so, but tests.
std::vector<std::string> texts_in(const std::filesystem::path& folder, std::string_view ending) {
  std::vector<std::string> texts;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (const std::string name = entry.path().filename().string();
        name.ends_with(ending) && !name.ends_with("_test.cpp"))
      texts.push_back(text_of(entry.path()));
  return texts;
}

std::set<std::string> all_in(const std::string& text, const std::regex& what) {
  std::set<std::string> found;
  for (std::sregex_iterator at(text.begin(), text.end(), what), end; at != end; ++at)
    found.insert((*at)[1]);
  return found;
}

// The acts of a page's buttons; those that its routes put in have the words there.
std::set<std::string> acts_of(const std::string& page, const std::string& markup) {
  static const std::regex button(R"~(name="act" value="([^"]*)")~");
  static const std::regex chosen(R"~(\.set\("ACT",([^)]*)\))~");
  static const std::regex quoted(R"~("([a-z_-]+)")~");
  std::set<std::string> acts = all_in(markup, button);
  if (acts.erase("{{ACT}}") == 0) return acts;
  for (const std::string& code : texts_in(sources() / "web/desk", "_routes.cpp"))
    if (code.contains("\"" + page + "\");"))
      for (const std::string& words : all_in(code, chosen)) acts.merge(all_in(words, quoted));
  return acts;
}

TEST(DeskOperations, EveryButtonOfTheDeskIsAnOperationOfTheApi) {
  std::size_t pages = 0;
  for (const auto& entry : std::filesystem::directory_iterator(sources() / "web/templates/desk")) {
    const std::string page = entry.path().stem().string();
    const std::set<std::string> acts = acts_of(page, text_of(entry.path()));
    if (acts.empty()) continue;
    ++pages;
    const auto known = kButtons.find(page);
    ASSERT_NE(known, kButtons.end()) << page << ": which operations do what its buttons do?";
    for (const std::string& act : acts)
      EXPECT_TRUE(known->second.contains(act)) << page << ": which operation is " << act << "?";
    for (const auto& [act, operation] : known->second) {
      EXPECT_TRUE(acts.contains(act)) << page << " has no button " << act;
      if (operation.contains(' ')) continue;
      const Command* command = find_command(operation);
      ASSERT_NE(command, nullptr) << operation;
      EXPECT_TRUE(command->action) << operation << " is not for keys";
    }
  }
  EXPECT_EQ(pages, kButtons.size());
}

// What the command line does in another way.
const std::map<std::string_view, std::string_view> kWithoutLine = {
    {"settings.try-letters", "aan doctor mail --to"},
};

TEST(DeskOperations, EveryOperationIsACommandOfTheCommandLine) {
  std::string code;
  for (const std::string& text : texts_in(sources() / "cli", ".cpp")) code += text;
  for (const Command& command : commands()) {
    const std::string name(command.name);
    // "backup" makes a backup by begin, files and end.
    const bool is_named = code.contains("\"" + name + "\"");
    EXPECT_NE(is_named, kWithoutLine.contains(name)) << name;
  }
}

// What gives rights or keys is done by people: `kWithoutCommand` may leave out nothing else.
TEST(DeskOperations, WhatIsForPeopleAloneIsWhatNoKeyMayHave) {
  for (const web::DeskRoute& route : web::desk_routes()) {
    if (route.door != web::DeskDoor::action) continue;
    const std::string name =
        (route.method == net::Method::post ? "POST " : "GET ") + std::string(route.pattern);
    const auto why = kWithoutCommand.find(name);
    const bool is_for_people = why != kWithoutCommand.end() && why->second.contains("people alone");
    EXPECT_EQ(is_for_people, !desk::is_for_keys(route.action)) << name;
  }
}

// What a program sends, and whether it is taken.
bool takes(const Command& command, const char* member, const boost::json::value& value) {
  return check_arguments(command, {{member, value}}, ArgumentsAs::json).has_value();
}

TEST(DeskOperations, TakeTheirArgumentsAndNothingElse) {
  for (const Command& command : commands()) {
    if (!command.action) continue;
    EXPECT_FALSE(takes(command, "ammount", "1")) << command.name;
    EXPECT_FALSE(takes(command, "by", "somebody")) << command.name;
    for (std::string_view word : split(command.arguments, ' ')) {
      if (word.empty()) continue;
      const bool is_text = word.back() != '#' && word.back() != '*';
      if (!is_text) word.remove_suffix(1);
      const std::string name(word);
      EXPECT_EQ(takes(command, name.c_str(), "text"), is_text) << command.name << " " << name;
      for (const boost::json::value& odd :
           {boost::json::value(nullptr), boost::json::value(true), boost::json::value(1.5),
            boost::json::value(boost::json::array())})
        EXPECT_FALSE(takes(command, name.c_str(), odd)) << command.name << " " << name;
    }
  }
  const Command& list = *find_command("order.list");
  EXPECT_TRUE(takes(list, "limit", 10));
  EXPECT_FALSE(check_arguments(list, {{"limit", "many"}}, ArgumentsAs::query));
  const auto asked = check_arguments(list, {{"limit", "10"}}, ArgumentsAs::query);
  ASSERT_TRUE(asked);
  EXPECT_EQ(asked->at("limit"), 10);
}

constexpr std::string_view kDeskPath = "/api/v1/desk/";

// The operation's own part of the API's document, and how it is asked.
struct Documented {
  json::object operation;
  bool is_change = false;
};
std::map<std::string, Documented> documented_operations() {
  std::map<std::string, Documented> all;
  const json::value document = json::parse(embedded::api_documents().front().bytes);
  for (const auto& [path, item] : document.at("paths").as_object()) {
    if (!path.starts_with(kDeskPath) || !path.contains('.')) continue;
    EXPECT_EQ(item.as_object().size(), 1U) << path;
    const auto& [method, operation] = *item.as_object().begin();
    EXPECT_TRUE(method == "get" || method == "post") << path;
    const bool has_key = operation.as_object().contains("parameters") &&
                         json::serialize(operation.at("parameters")).contains("IdempotencyKey");
    EXPECT_EQ(has_key || operation.as_object().contains("requestBody"), method == "post") << path;
    all[path.substr(kDeskPath.size())] = {operation.as_object(), has_key};
  }
  return all;
}

// Name and schema of each argument, wherever it is sent.
std::map<std::string, json::object> arguments_in(const Documented& one) {
  std::map<std::string, json::object> all;
  if (one.operation.contains("requestBody")) {
    const json::value& body = one.operation.at("requestBody").at("content");
    const json::object& schema = body.at("application/json").at("schema").as_object();
    EXPECT_EQ(schema.at("additionalProperties"), false);
    for (const auto& [name, argument] : schema.at("properties").as_object())
      all[name] = argument.as_object();
  } else if (one.operation.contains("parameters")) {
    for (const json::value& parameter : one.operation.at("parameters").as_array()) {
      EXPECT_EQ(parameter.at("in"), "query");
      all[std::string(parameter.at("name").as_string())] = parameter.at("schema").as_object();
    }
  }
  return all;
}

// A whole number is taken exactly within the bounds that the document has.
void expect_same_bounds(const Command& command, const std::string& name,
                        const json::object& schema) {
  const auto number = [&](std::int64_t value) { return takes(command, name.c_str(), value); };
  const std::string what = std::string(command.name) + " " + name;
  if (const json::value* least = schema.if_contains("minimum")) {
    EXPECT_TRUE(number(least->as_int64())) << what;
    EXPECT_FALSE(number(least->as_int64() - 1)) << what;
  } else {
    EXPECT_TRUE(number(std::numeric_limits<std::int64_t>::min())) << what;
  }
  const json::value* most = schema.if_contains("maximum");
  EXPECT_TRUE(number(most != nullptr ? most->as_int64() : 1'000'000'000)) << what;
  if (most != nullptr && most->as_int64() < std::numeric_limits<std::int64_t>::max())
    EXPECT_FALSE(number(most->as_int64() + 1)) << what;
}

TEST(DeskOperations, StandInTheApiDocumentEachWithItsOwnArgumentsScopeAndAnswer) {
  const json::value document = json::parse(embedded::api_documents().front().bytes);
  auto documented = documented_operations();
  for (const Command& command : commands()) {
    if (!command.action) continue;
    const std::string name(command.name);
    const auto found = documented.find(name);
    ASSERT_NE(found, documented.end()) << name << " is not in src/api/openapi";
    const Documented& one = found->second;
    EXPECT_EQ(one.is_change, command.purpose == Purpose::write) << name;
    EXPECT_EQ(one.operation.at("security"),
              (json::value(json::array{{{"deskKey", {desk::name_of(*command.action)}}}})))
        << name;
    auto arguments = arguments_in(one);
    for (std::string_view word : split(command.arguments, ' ')) {
      if (word.empty()) continue;
      const char* type = word.back() == '#' ? "integer" : word.back() == '*' ? "object" : "string";
      if (type != std::string_view("string")) word.remove_suffix(1);
      const auto argument = arguments.find(std::string(word));
      ASSERT_NE(argument, arguments.end()) << name << " " << word;
      EXPECT_EQ(argument->second.at("type"), type) << name << " " << word;
      if (type == std::string_view("integer"))
        expect_same_bounds(command, argument->first, argument->second);
      arguments.erase(argument);
    }
    EXPECT_TRUE(arguments.empty()) << name << " has no argument " << arguments.begin()->first;
    const json::value& answer = one.operation.at("responses").at("200").at("content");
    const std::string schema(answer.at("application/json").at("schema").at("$ref").as_string());
    const json::value& said = document.at_pointer(schema.substr(1));
    EXPECT_FALSE(said.at("properties").as_object().empty()) << name;
    EXPECT_EQ(said.at("additionalProperties"), false) << name;
    documented.erase(found);
  }
  for (const auto& [name, one] : documented) ADD_FAILURE() << name << " is no command for keys";
}

// The row of its scope in the how-to page names it, and no other row does.
TEST(DeskOperations, EveryOneStandsInTheHowToOfKeysUnderItsScope) {
  const char* root = std::getenv("AAN_SOURCE_DIR");
  std::ifstream page(std::filesystem::path(root != nullptr ? root : ".") /
                     "docs/how-to/api-keys.md");
  std::map<std::string, std::string> rows;
  for (std::string line; std::getline(page, line);)
    if (line.starts_with("| `")) rows[line.substr(3, line.find('`', 3) - 3)] = line;
  for (const Command& one : commands()) {
    const std::string named = "`" + std::string(one.name) + "`";
    for (const auto& [scope, row] : rows)
      EXPECT_EQ(row.contains(named), one.action && desk::name_of(*one.action) == scope)
          << scope << " " << one.name;
    if (one.action) EXPECT_TRUE(rows.contains(std::string(desk::name_of(*one.action)))) << one.name;
  }
}

TEST(DeskOperations, NothingOfTheMachineAndNothingAboutRightsAndKeysIsForPrograms) {
  for (const Command& command : commands()) {
    const std::string name(command.name);
    const bool is_of_the_machine =
        name == "init" || name == "ingest" || name == "list.import" || name == "index.rebuild" ||
        name == "book.check" || name == "book.version" || name == "book.cover" ||
        name == "stamp.read" || name == "doctor.look" || name.starts_with("backup.") ||
        name.starts_with("keys.") || name.starts_with("apikey.") ||
        (name.starts_with("desk.") && name != "desk.people");
    EXPECT_EQ(!command.action, is_of_the_machine) << name;
    if (command.action) EXPECT_TRUE(desk::is_for_keys(*command.action)) << name;
    if (command.action && command.purpose == Purpose::write)
      EXPECT_FALSE(desk::name_of(*command.action).starts_with("see_")) << name;
  }
}

TEST(ListStep, IsToldInTheSameWordsByAnUploadAndByACommand) {
  service::ListStep step;
  step.run = "run-1";
  step.supplier = "Maple";
  step.rows = 7;
  step.counts = {.added = 1,
                 .merged = 2,
                 .changed = 1,
                 .refused = 3,
                 .price_not_set = 1,
                 .prices_left_out = 2};
  step.next = 4;
  step.notes = {"One column is not used."};
  step.reports = {
      {2, service::RowVerdict::changed, "T\"1", "t-1", "w", "o", {"a note"}, "", {}, true}};
  step.reports[0].changes = {{"title", "T", "T\"1"}};
  api::JsonWriter out;
  out.begin_object();
  api::write_list(out, step);
  out.end_object();
  const auto uploaded = boost::json::parse(out.take()).as_object();
  auto stepped = list_entry("list.csv", step);
  EXPECT_EQ(stepped["new"], 3);
  EXPECT_EQ(stepped["reports"].at(0).at("changes").at(0).at("after"), "T\"1");
  for (const auto& [name, told] : {std::pair<const char*, boost::json::value>{"file", "list.csv"},
                                   {"verdict", "list"},
                                   {"next", 4},
                                   {"notes", boost::json::array{"One column is not used."}}}) {
    EXPECT_EQ(stepped[name], told) << name;
    stepped.erase(name);
  }
  EXPECT_EQ(stepped, uploaded);
  step.next.reset();
  EXPECT_TRUE(list_entry("list.csv", step).at("next").is_null());
}

}  // namespace
}  // namespace aan::node
