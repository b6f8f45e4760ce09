#pragma once
#include <cstdint>
#include <initializer_list>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace aan::cli {

/// Writes the JSON answer of a command for a person: what it is about decides the form.
void print_for_people(const std::string& command, const std::string& answer);

/// One line of an import's report, for a person.
std::string import_line(const std::string& answer);
/// "ok", "warned", "refused" or "known" of an import's answer.
std::string verdict_of(const std::string& answer);
/// Whether a ledger check's answer is clean.
bool is_good(const std::string& answer);
/// JSON text of an object with members of text, left out when empty, and numbers.
std::string json_object(
    std::initializer_list<std::pair<std::string, std::variant<std::string, std::int64_t>>> members);
/// {"name": [objects...]} from the JSON text of each.
std::string json_list(const std::string& name, const std::vector<std::string>& objects);
/// An import's answer for a file that was not even tried.
std::string refused_entry(const std::string& file, const std::string& why);
/// {"files": [answers...], "summary": {...}} of an import.
std::string import_report(const std::vector<std::string>& answers);

}  // namespace aan::cli
