#include "cli/version_print_json.hpp"

#include <boost/json.hpp>
#include <cstdio>

#include "base/text.hpp"
#include "cli/print_parts_json.hpp"
#include "cli/wrap.hpp"

namespace aan::cli {
namespace {

namespace json = boost::json;

constexpr std::size_t kColumns = 72;
constexpr std::size_t kIndent = 6;

void print_new_version(const json::object& it) {
  std::printf("Version %s of %s is there. Buyers find it on the page of their order.\n",
              text_of(it, "version").c_str(), text_of(it, "slug").c_str());
  for (const json::value& note : it.at("notes").as_array())
    std::printf("  %s\n", one_line(note.as_string().c_str()).c_str());
}

void print_version(const json::object& it) {
  std::printf("%4s  %s  %s%s\n", text_of(it, "version").c_str(), text_of(it, "since").c_str(),
              text_of(it, "name").c_str(), text_of(it, "damaged") == "yes" ? " (damaged)" : "");
  if (!text_of(it, "note").empty())
    std::printf("      %s\n", wrapped(text_of(it, "note"), kColumns, kIndent).c_str());
}

void print_broadcast(const json::object& it) {
  const char* const standing = text_of(it, "stopped") == "yes"   ? ", stopped"
                               : text_of(it, "ended_at").empty() ? ", more to come"
                                                                 : "";
  std::printf("%s  %s %s version %s: %s sent, %s waiting, %s given up%s\n  begun by %s at %s\n",
              text_of(it, "id").c_str(), text_of(it, "book").c_str(), text_of(it, "format").c_str(),
              text_of(it, "version").c_str(), text_of(it, "sent").c_str(),
              text_of(it, "waiting").c_str(), text_of(it, "given_up").c_str(), standing,
              text_of(it, "created_by").c_str(), text_of(it, "created_at").c_str());
  if (const json::value* others = it.if_contains("others"))
    for (const json::value& one : others->as_array()) print_broadcast(one.as_object());
}

}  // namespace

bool print_versions(const std::string& command, const std::string& answer) {
  const bool is_ours =
      command == "book.version" || command == "book.versions" || command.starts_with("broadcast.");
  if (!is_ours) return false;
  const json::value parsed = json::parse(answer);
  const json::object& it = parsed.as_object();
  if (command == "book.version")
    print_new_version(it);
  else if (command == "book.versions")
    print_rows(it, "versions", print_version, "There are no files.");
  else if (command == "broadcast.list")
    print_rows(it, "broadcasts", print_broadcast, "Nobody was written to yet.");
  else
    print_broadcast(it);
  return true;
}

}  // namespace aan::cli
