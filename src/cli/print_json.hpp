#pragma once
#include <initializer_list>
#include <string>
#include <utility>
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
/// JSON text of an object with text members.
std::string json_object(std::initializer_list<std::pair<std::string, std::string>> members);
/// {"files": [answers...], "summary": {...}} of an import.
std::string import_report(const std::vector<std::string>& answers);

}  // namespace aan::cli
