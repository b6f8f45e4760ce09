#include "cli/import_report_json.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "base/shown_bytes.hpp"
#include "base/text.hpp"
#include "cli/print_parts_json.hpp"
#include "service/books/book_file.hpp"

namespace aan::cli {
namespace {

namespace json = boost::json;

constexpr std::size_t kNamesMax = 10;
constexpr std::size_t kVerdictColumns = 10;  // "restored" and a gap

// What somebody with a command line does about a sentence.
std::string_view command_for(std::string_view sentence) {
  if (sentence == service::kPriceNotSet) return " Set one with aan book price.";
  if (sentence.starts_with(service::kPriceStays))
    return " To change it: aan book price NAME PRICE.";
  return {};
}

// ": a.epub, b.epub and 22 more"
std::string names_of(const std::vector<std::string>& names, std::size_t count) {
  std::string text;
  const std::size_t shown = std::min(names.size(), kNamesMax);
  for (std::size_t i = 0; i < shown; ++i) text += (i == 0 ? ": " : ", ") + one_line(names[i]);
  if (count > shown) text += " and " + std::to_string(count - shown) + " more";
  return text;
}

}  // namespace

std::string verdict_of(const std::string& answer) {
  return text_of(json::parse(answer).as_object(), "verdict");
}

std::string ImportText::line(const std::string& answer) {
  const json::value parsed = json::parse(answer);
  const json::object& it = parsed.as_object();
  std::string line = text_of(it, "verdict");
  line.resize(kVerdictColumns, ' ');
  line += text_of(it, "file");
  if (const std::string title = text_of(it, "title"); !title.empty())
    line +=
        ": " + title + ", " + (it.at("price").is_null() ? "price not set" : price_of(it, "price"));
  const bool is_refused = text_of(it, "verdict") == "refused";
  for (const json::value& note : it.at("notes").as_array()) {
    const std::string sentence = one_line(note.as_string().c_str());
    // Why a file was refused stands beside it, however many share the reason.
    if (!is_refused) said_[sentence].push_back(text_of(it, "file"));
    // That a price is not set, the line of the file says itself.
    if (is_refused || (said_[sentence].size() == 1 && sentence != service::kPriceNotSet))
      line +=
          "\n" + std::string(kVerdictColumns, ' ') + sentence + std::string(command_for(sentence));
  }
  if (const std::string may_be = text_of(it, "may_be"); !may_be.empty())
    line += "\n" + std::string(kVerdictColumns, ' ') + "aan book merge " + may_be + " " +
            text_of(it, "work_id");
  return line;
}

std::string ImportText::repeated() const {
  std::string text;
  for (const auto& [sentence, files] : said_) {
    const std::string_view bare = sentence;
    // What it is about was named line by line; how it is set is said once, whatever their number.
    if (bare == service::kPriceNotSet) {
      text += std::to_string(files.size()) + (files.size() == 1 ? " file: " : " files: ") +
              std::string(bare) + std::string(command_for(bare)) + "\n";
      continue;
    }
    if (files.size() < 2) continue;
    text += std::to_string(files.size()) + " files: ";
    text += bare.ends_with('.') ? bare.substr(0, bare.size() - 1) : bare;
    text += names_of(files, files.size()) + "\n";
  }
  return text;
}

std::string refused_entry(const std::string& file, const std::string& why) {
  return json::serialize(json::object{{"file", with_bytes_shown(file)},
                                      {"verdict", "refused"},
                                      {"title", ""},
                                      {"slug", ""},
                                      {"work_id", ""},
                                      {"offer_id", ""},
                                      {"cid", ""},
                                      {"price", nullptr},
                                      {"notes", json::array{json::string(why)}}});
}

std::string passed_over_text(const PassedOver& passed) {
  if (passed.count == 0) return {};
  return std::to_string(passed.count) +
         (passed.count == 1 ? " file of another kind was" : " files of another kind were") +
         " passed over" + names_of(passed.names, passed.count) + "\n";
}

namespace {

json::object passed_over_object(const PassedOver& passed) {
  return {{"count", passed.count},
          {"names", json::array(passed.names.begin(), passed.names.end())}};
}

}  // namespace

std::string nothing_found_json(const Error& error, const PassedOver& passed) {
  return json::serialize(json::object{{"error", name_of(error.code)},
                                      {"step", error.step},
                                      {"detail", error.safe},
                                      {"passed_over", passed_over_object(passed)}});
}

std::string import_report(const std::vector<std::string>& answers,
                          const std::vector<std::string>& lists, const PassedOver& passed) {
  json::array files;
  std::map<std::string, std::int64_t> counts = {
      {"ok", 0}, {"warned", 0}, {"refused", 0}, {"known", 0}, {"restored", 0}};
  for (const std::string& answer : answers) {
    files.push_back(json::parse(answer));
    ++counts[verdict_of(answer)];
  }
  json::object summary;
  for (const auto& [verdict, count] : counts) summary[verdict] = count;
  json::object report{{"files", std::move(files)},
                      {"passed_over", passed_over_object(passed)},
                      {"summary", summary}};
  if (!lists.empty()) {
    json::array entries;
    for (const std::string& entry : lists) entries.push_back(json::parse(entry));
    report["lists"] = std::move(entries);
  }
  return json::serialize(report);
}

}  // namespace aan::cli
