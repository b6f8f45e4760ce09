#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/catalog/book_record.hpp"
#include "domain/catalog/work.hpp"

namespace aan::service {

/// Of a title, a name, a series, a publisher.
inline constexpr std::size_t kLineBytesMax = 500;
inline constexpr std::size_t kSubjectBytesMax = 200;
inline constexpr std::size_t kContributorsMax = 40;

/// Whether somebody has this part already, in whatever capitals the name is written.
[[nodiscard]] bool is_named(std::span<const catalog::Contributor> all, std::string_view name,
                            catalog::ContributorRole role);

/// As much of a description as a shop keeps: 20,000 bytes. `notes` gets a sentence for a cut.
std::string kept_description(std::string_view said, std::vector<std::string>& notes);

/// Puts what a file or a list says of a work where it belongs: title, slug, subtitle, description,
/// series, contributors. Lines are kept up to 500 bytes, contributors up to 40; `notes` gets a
/// sentence for whatever that cuts or leaves out.
void put_record(catalog::Work& work, const catalog::BookRecord& record,
                std::vector<std::string>& notes);

/// Shelves a work under these subjects, each once, up to 20, their names up to 200 bytes; `notes`
/// gets a sentence for what is cut or left out. Gives back the places of those that were taken.
std::vector<std::size_t> put_subjects(catalog::Work& work,
                                      std::span<const catalog::Subject> subjects,
                                      std::vector<std::string>& notes);

}  // namespace aan::service
