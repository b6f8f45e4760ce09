#include <unistd.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>
#include <map>
#include <vector>

#include "base/clock.hpp"
#include "base/text.hpp"
#include "cli/import_list.hpp"
#include "cli/print_json.hpp"
#include "cli/print_parts_json.hpp"
#include "service/books/import_list.hpp"

namespace aan::cli {
namespace {

namespace json = boost::json;

constexpr std::size_t kToldMax = 100;  // rows on a terminal; --json tells all

// 88765 -> "88,765".
std::string grouped(std::int64_t number) {
  std::string text = std::to_string(number);
  for (std::ptrdiff_t at = std::ssize(text) - 3; at > 0; at -= 3)
    text.insert(static_cast<std::size_t>(at), ",");
  return text;
}

std::int64_t number_of(const json::object& it, std::string_view name) {
  const auto* const value = it.if_contains(name);
  if (value == nullptr) return 0;
  if (value->is_uint64()) return static_cast<std::int64_t>(value->get_uint64());
  return value->is_int64() ? value->get_int64() : 0;
}

void add_counts(json::object& sum, const json::object& step) {
  for (const std::string_view name : {"new", "merged", "matched", "changed", "as_before",
                                      "withdrawn", "refused", "price_not_set", "prices_left_out"})
    sum[name] = number_of(sum, name) + number_of(step, name);
}

// "Lines 2, 5, 9, 10, 12 and 40 more".
std::string lines_named(const std::vector<std::int64_t>& lines) {
  constexpr std::size_t kNamed = 5;
  std::string text = lines.size() == 1 ? "Line " : "Lines ";
  for (std::size_t i = 0; i < std::min(lines.size(), kNamed); ++i)
    text += (i == 0 ? "" : ", ") + grouped(lines[i]);
  if (lines.size() > kNamed)
    text += " and " + grouped(static_cast<std::int64_t>(lines.size() - kNamed)) + " more";
  return text;
}

// What a list changed of books with a file: of a hundred values, each.
void tell_changes(const json::object& list, std::string& text) {
  std::size_t told = 0;
  for (const json::value& value : list.at("reports").as_array()) {
    const json::object& row = value.as_object();
    for (const json::value& one : row.at("changes").as_array()) {
      if (++told > kToldMax) continue;
      const auto said = [&](std::string_view name) {
        const std::string it = text_of(one.as_object(), name);
        return it.empty() ? std::string("nothing") : it;
      };
      text += "changed   line " + grouped(number_of(row, "line")) + ": " + said("field") + " of " +
              text_of(row, "slug") + " was " + said("before") + ", is " + said("after") + "\n";
    }
  }
  if (told > kToldMax)
    text += "          and " + grouped(static_cast<std::int64_t>(told - kToldMax)) +
            " more; --json names all of them\n";
}

}  // namespace

Result<std::string> import_list(Shop& shop, const Common& common, const ImportOptions& options,
                                const std::filesystem::path& path, bool& is_partly) {
  const bool is_shown = isatty(STDERR_FILENO) != 0 && !common.is_json;
  const std::string name = path.filename().string();
  const SystemClock clock;
  const Duration begun = clock.mono();
  json::object sum;
  json::array reports;
  std::int64_t from = 0;
  for (;;) {
    if (is_shown && sum.empty())
      std::fprintf(stderr, "\r\033[KReading %s", std::string(utf8_prefix(name, 60)).c_str());
    auto answer = shop.run("list.import", json_object({{"path", path.string()},
                                                       {"from", from},
                                                       {"brief", std::int64_t{!common.is_json}},
                                                       {"format", options.format},
                                                       {"source", options.source},
                                                       {"price", options.price},
                                                       {"currency", options.currency}}));
    if (is_shown) std::fprintf(stderr, "\r\033[K");
    if (!answer) return std::unexpected(std::move(answer).error());
    json::value parsed = json::parse(*answer);
    json::object& step = parsed.get_object();
    const bool is_first = sum.empty();
    // What changes nothing is counted; a list of a million of them is no report.
    for (json::value& row : step["reports"].get_array())
      if (text_of(row.get_object(), "verdict") != "as before" ||
          !row.get_object().at("notes").as_array().empty())
        reports.push_back(std::move(row));
    const json::value next = step["next"];
    if (is_first) {
      sum = step;
      sum["reports"] = json::array();
    } else {
      add_counts(sum, step);
      sum["notes"] = step["notes"];
    }
    if (next.is_null()) break;
    from = number_of(step, "next");
    if (!is_shown) continue;
    const std::int64_t taken_ms = std::max<std::int64_t>((clock.mono() - begun).us / 1000, 1);
    std::fprintf(stderr, "%s of %s rows, %s a second", grouped(from).c_str(),
                 grouped(number_of(sum, "rows")).c_str(), grouped(from * 1000 / taken_ms).c_str());
  }
  sum["next"] = nullptr;
  sum["reports"] = std::move(reports);
  // What a shop took out shall be the same catalogue here; of other lists a shop takes what it can.
  const bool is_own = text_of(sum, "format") == catalog::name_of(catalog::ListFormat::own);
  is_partly = text_of(sum, "verdict") == "refused" || number_of(sum, "refused") > 0 ||
              (is_own && number_of(sum, "prices_left_out") > 0);
  return json::serialize(sum);
}

std::string list_text(const std::string& entry) {
  const json::value parsed = json::parse(entry);
  const json::object& it = parsed.get_object();
  std::string text;
  const auto notes_of = [](const json::object& of, const char* gap) {
    std::string lines;
    for (const json::value& note : of.at("notes").as_array())
      lines += gap + one_line(note.as_string().c_str()) + "\n";
    return lines;
  };
  if (text_of(it, "verdict") == "refused") {
    text = "refused   " + text_of(it, "file") + "\n" + notes_of(it, "          ");
    text.pop_back();
    return text;
  }
  std::size_t told = 0;
  std::map<std::string, std::vector<std::int64_t>> said;  // lines, by notes on rows that came in
  for (const json::value& value : it.at("reports").as_array()) {
    const json::object& row = value.as_object();
    if (text_of(row, "verdict") != "refused") {
      for (const json::value& note : row.at("notes").as_array())
        if (said.size() < kToldMax)
          said[one_line(note.as_string().c_str())].push_back(number_of(row, "line"));
      continue;
    }
    if (++told > kToldMax) continue;
    const auto& why = row.at("notes").as_array();
    text += "refused   line " + grouped(number_of(row, "line")) + ": " +
            (why.empty() ? std::string() : one_line(why.front().as_string().c_str())) + "\n";
  }
  if (told > kToldMax)
    text += "          and " + grouped(static_cast<std::int64_t>(told - kToldMax)) +
            " more; --json names all of them\n";
  tell_changes(it, text);
  std::size_t kinds = 0;
  for (const auto& [note, lines] : said) {
    if (++kinds > 10) break;
    text += lines_named(lines) + ": " + note + "\n";
  }
  text += notes_of(it, "");
  if (const std::string note = service::price_not_set_note(number_of(it, "price_not_set"));
      !note.empty())
    text += note + "\n";
  text += text_of(it, "file") + " (" + text_of(it, "format") +
          "): " + grouped(number_of(it, "new")) + " new, " + grouped(number_of(it, "changed")) +
          " changed, " + grouped(number_of(it, "as_before")) + " as before";
  const auto more = [&](std::string_view name, const char* what) {
    if (const std::int64_t count = number_of(it, name); count > 0)
      text += ", " + grouped(count) + what;
  };
  more("merged", " of the new the same as another book");
  more("matched", " here already by their ISBN");
  more("withdrawn", " withdrawn");
  more("refused", " refused");
  more("prices_left_out", " with prices left out");
  return text + ".";
}

}  // namespace aan::cli
