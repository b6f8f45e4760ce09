#include "adapters/search_xapian/facet_table.hpp"

#include <algorithm>
#include <utility>

#include "adapters/search_xapian/stretches.hpp"
#include "adapters/search_xapian/terms.hpp"

namespace aan::search_xapian {
namespace {

constexpr std::size_t kChunkMax = 1'024;

std::optional<FacetKind> kind_of(char sign) {
  switch (sign) {
    case kSubjectSign: return FacetKind::subject;
    case kLanguageSign: return FacetKind::language;
    case kAuthorSign: return FacetKind::author;
    case kFormatSign: return FacetKind::format;
    case kPriceSign: return FacetKind::price;
    default: return std::nullopt;
  }
}

char sign_of(FacetKind kind) {
  switch (kind) {
    case FacetKind::subject: return kSubjectSign;
    case FacetKind::language: return kLanguageSign;
    case FacetKind::author: return kAuthorSign;
    case FacetKind::format: return kFormatSign;
    case FacetKind::price: return kPriceSign;
  }
  return kSubjectSign;
}

template <class Numbers>
auto at(Numbers& numbers, std::size_t place) {
  return numbers.begin() + static_cast<std::ptrdiff_t>(place);
}

}  // namespace

void FacetTable::Chunk::put(Xapian::docid place, const std::vector<Number>& values) {
  take_out(place);
  const auto index =
      static_cast<std::size_t>(std::ranges::lower_bound(places, place) - places.begin());
  const std::uint32_t begin = index == 0 ? 0 : ends[index - 1];
  const auto count = static_cast<std::uint32_t>(values.size());
  places.insert(at(places, index), place);
  numbers.insert(at(numbers, begin), values.begin(), values.end());
  ends.insert(at(ends, index), begin);
  for (std::size_t i = index; i < ends.size(); ++i) ends[i] += count;
  note_bounds();
}

void FacetTable::Chunk::take_out(Xapian::docid place) {
  const auto found = std::ranges::lower_bound(places, place);
  if (found == places.end() || *found != place) return;
  const auto index = static_cast<std::size_t>(found - places.begin());
  const std::uint32_t begin = index == 0 ? 0 : ends[index - 1];
  const std::uint32_t count = ends[index] - begin;
  places.erase(found);
  numbers.erase(at(numbers, begin), at(numbers, ends[index]));
  ends.erase(at(ends, index));
  for (std::size_t i = index; i < ends.size(); ++i) ends[i] -= count;
  if (!places.empty()) note_bounds();
}

void FacetTable::Chunk::note_bounds() {
  first = places.front();
  last = places.back();
}

FacetTable::Chunk FacetTable::Chunk::cut_in_half() {
  const std::size_t middle = places.size() / 2;
  const std::uint32_t begin = ends[middle - 1];
  Chunk second{0,
               0,
               {at(places, middle), places.end()},
               {at(ends, middle), ends.end()},
               {at(numbers, begin), numbers.end()}};
  for (std::uint32_t& end : second.ends) end -= begin;
  places.resize(middle);
  ends.resize(middle);
  numbers.resize(begin);
  note_bounds();
  second.note_bounds();
  return second;
}

void FacetTable::fill(Xapian::Database& database) {
  {
    const auto lock = to_read();
    if (is_filled_) return;
  }
  const std::lock_guard in_turn(gate_);
  const std::unique_lock lock(guard_);
  if (is_filled_) return;
  chunks_.clear();    // what a reading left that failed
  database.reopen();  // under the lock: what is committed later is told after it
  const auto end = database.valuestream_end(kFacetsSlot);
  for (auto book = database.valuestream_begin(kFacetsSlot); book != end; ++book)
    put(book.get_docid(), *book);
  is_filled_ = true;
}

void FacetTable::apply(const std::vector<FacetChange>& changes) {
  const std::lock_guard in_turn(gate_);
  const std::unique_lock lock(guard_);
  if (!is_filled_) return;
  for (const FacetChange& change : changes) {
    if (change.values)
      put(change.place, *change.values);
    else
      take_out(change.place);
  }
}

void FacetTable::take_out(Xapian::docid place) {
  if (chunks_.empty()) return;
  const std::size_t index = chunk_of(place);
  chunks_[index].take_out(place);
  if (chunks_[index].places.empty()) chunks_.erase(at(chunks_, index));
}

void FacetTable::put(Xapian::docid place, std::string_view values) {
  std::vector<Number> numbers;
  while (!values.empty()) {
    const std::size_t end = std::min(values.find('\n'), values.size());
    if (const Number one = number_of(values.substr(0, end)); one != kNone) numbers.push_back(one);
    values.remove_prefix(std::min(end + 1, values.size()));
  }
  // A full one at the end stays as it is: most books come behind all others.
  const bool is_last = chunks_.empty() || place > chunks_.back().last;
  if (is_last && (chunks_.empty() || chunks_.back().places.size() >= kChunkMax)) {
    if (!chunks_.empty()) chunks_.back().numbers.shrink_to_fit();
    chunks_.emplace_back();
    chunks_.back().places.reserve(kChunkMax);
    chunks_.back().ends.reserve(kChunkMax);
  }
  const std::size_t index = is_last ? chunks_.size() - 1 : chunk_of(place);
  chunks_[index].put(place, numbers);
  if (chunks_[index].places.size() > kChunkMax)
    chunks_.insert(at(chunks_, index + 1), chunks_[index].cut_in_half());
}

FacetTable::Number FacetTable::number_of(std::string_view signed_value) {
  if (const auto known = numbers_.find(signed_value); known != numbers_.end()) return known->second;
  const auto kind = signed_value.empty() ? std::nullopt : kind_of(signed_value.front());
  if (!kind) return kNone;
  const auto number = static_cast<Number>(values_.size());
  kinds_.push_back(*kind);
  values_.emplace_back(signed_value.substr(1));
  numbers_.emplace(signed_value, number);
  return number;
}

FacetTable::Number FacetTable::known(FacetKind kind, const std::string& value,
                                     const Asset& currency) const {
  const bool is_price = kind == FacetKind::price;
  const auto found =
      numbers_.find(sign_of(kind) + (is_price ? price_value(currency, value) : value));
  return found == numbers_.end() ? kNone : found->second;
}

// The one that has it, or the last one before it.
std::size_t FacetTable::chunk_of(Xapian::docid place, std::size_t from) const {
  const auto behind = std::upper_bound(
      at(chunks_, from), chunks_.end(), place,
      [](Xapian::docid wanted, const Chunk& chunk) { return wanted < chunk.first; });
  const auto index = static_cast<std::size_t>(behind - chunks_.begin());
  return index == 0 ? 0 : index - 1;
}

// Calls `take(place, number)` for each value of the books at `places`. Of the books of a chunk it
// is first said where they stand in it, and the memory there asked for: else each of them would
// wait for it in turn.
template <class Take>
void FacetTable::each(const Places& places, Take take) const {
  std::vector<std::uint32_t> rows;
  rows.reserve(kChunkMax + 1);
  std::size_t index = 0;
  for (auto place = places.begin(); place != places.end() && index < chunks_.size(); ++index) {
    index = std::max(index, chunk_of(*place, index));
    const Chunk& chunk = chunks_[index];
    rows.clear();
    place = find_rows(chunk, place, places.end(), rows);
    for (const std::uint32_t row : rows)
      __builtin_prefetch(chunk.numbers.data() + (row == 0 ? 0 : chunk.ends[row - 1]));
    for (const std::uint32_t row : rows)
      for (std::uint32_t i = row == 0 ? 0 : chunk.ends[row - 1]; i < chunk.ends[row]; ++i)
        take(chunk.places[row], chunk.numbers[i]);
  }
}

// The first place behind the chunk.
Places::const_iterator FacetTable::find_rows(const Chunk& chunk, Places::const_iterator place,
                                             Places::const_iterator end,
                                             std::vector<std::uint32_t>& rows) {
  const auto add = [&](std::ptrdiff_t row) {
    rows.push_back(static_cast<std::uint32_t>(row));
    __builtin_prefetch(&chunk.ends[rows.back()]);
  };
  if (chunk.last - chunk.first + 1 == chunk.places.size()) {  // without a gap, as lists come in
    for (; place != end && *place <= chunk.last; ++place)
      if (*place >= chunk.first) add(*place - chunk.first);
    return place;
  }
  auto book = chunk.places.begin();
  for (; place != end && *place <= chunk.last; ++place) {
    book = first_from(book, chunk.places.end(), *place);
    if (*book == *place) add(book - chunk.places.begin());
  }
  return place;
}

void FacetTable::tally_up(const Places& places, FacetTally& tally) const {
  for (const Number number : tally.met) tally.books[number] = 0;
  tally.met.clear();
  if (tally.books.size() < values_.size()) tally.books.resize(values_.size());
  each(places, [&](Xapian::docid, Number number) {
    if (tally.books[number] == 0) tally.met.push_back(number);
    ++tally.books[number];
  });
}

std::shared_lock<std::shared_mutex> FacetTable::to_read() const {
  const std::lock_guard in_turn(gate_);
  return std::shared_lock(guard_);
}

std::vector<FacetCount> FacetTable::fullest(const Places& places,
                                            const std::vector<FacetKind>& kinds,
                                            const Asset& currency, FacetTally& tally) const {
  const auto lock = to_read();
  tally_up(places, tally);
  const std::string of_currency = price_value(currency, "");
  std::array<std::vector<Number>, kFacetKinds.size()> met;
  for (const Number number : tally.met) {
    if (kinds_[number] == FacetKind::price && !values_[number].starts_with(of_currency)) continue;
    met[std::to_underlying(kinds_[number])].push_back(number);
  }
  const auto is_fuller = [&](Number a, Number b) {
    return tally.books[a] != tally.books[b] ? tally.books[a] > tally.books[b]
                                            : values_[a] < values_[b];
  };
  std::vector<FacetCount> counts;
  for (const FacetKind kind : kinds) {
    std::vector<Number>& of_kind = met[std::to_underlying(kind)];
    const std::size_t kept = std::min(kFacetsMax, of_kind.size());
    std::ranges::partial_sort(of_kind, at(of_kind, kept), is_fuller);
    of_kind.resize(kept);
    const std::size_t left_off = kind == FacetKind::price ? of_currency.size() : 0;
    for (const Number number : of_kind)
      counts.push_back({kind, values_[number].substr(left_off), tally.books[number]});
  }
  return counts;
}

void FacetTable::count_stretches(const Places& places, std::vector<FacetCount>& values) const {
  const auto lock = to_read();
  struct Met {
    FacetCount* author;
    Xapian::docid last;
  };
  std::unordered_map<Number, Met> authors;
  for (FacetCount& one : values)
    if (one.kind == FacetKind::author)
      authors.emplace(known(one.kind, one.value, {}),
                      Met{&one, std::numeric_limits<Xapian::docid>::max()});
  each(places, [&](Xapian::docid place, Number number) {
    if (kinds_[number] != FacetKind::author) return;
    const auto met = authors.find(number);
    if (met == authors.end() || met->second.last == place / kStretch) return;
    met->second.last = place / kStretch;
    ++met->second.author->stretches;
  });
}

void FacetTable::count(const Places& places, std::vector<FacetCount>& values, const Asset& currency,
                       FacetTally& tally) const {
  const auto lock = to_read();
  tally_up(places, tally);
  for (FacetCount& one : values) {
    const Number number = known(one.kind, one.value, currency);
    one.books = number == kNone ? 0 : tally.books[number];
  }
}

}  // namespace aan::search_xapian
