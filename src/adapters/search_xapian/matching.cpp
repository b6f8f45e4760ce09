#include "adapters/search_xapian/matching.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace aan::search_xapian {
namespace {

using Xapian::Query;

// A list of at most so many times as many books is read from its beginning to its end; in a longer
// one each place is looked for.
constexpr std::int64_t kReadThroughTimes = 16;

Places read_list(const Xapian::Database& database, const std::string& term, std::int64_t most) {
  Places places;
  places.reserve(static_cast<std::size_t>(most));
  const auto end = database.postlist_end(term);
  for (auto at = database.postlist_begin(term); at != end; ++at) places.push_back(*at);
  return places;
}

// Each list skips to where the other one stands.
void mark_those_of(const Xapian::Database& database, const std::string& term, bool is_read_through,
                   const Places& places, std::vector<bool>& found) {
  const auto end = database.postlist_end(term);
  auto at = database.postlist_begin(term);
  for (auto place = places.begin(); place != places.end() && at != end;) {
    if (*at < *place) {
      if (is_read_through)
        ++at;
      else
        at.skip_to(*place);
    } else if (*at > *place) {
      place = first_from(place, places.end(), *at);
    } else {
      found[static_cast<std::size_t>(place - places.begin())] = true;
      ++at;
      ++place;
    }
  }
}

}  // namespace

Places::const_iterator first_from(Places::const_iterator at, Places::const_iterator end,
                                  Xapian::docid place) {
  std::ptrdiff_t step = 1;
  while (end - at > step && at[step] < place) {
    at += step;
    step *= 2;
  }
  return std::lower_bound(at, at + std::min(step + 1, end - at), place);
}

Places both(const Places& a, const Places& b) {
  Places common;
  std::ranges::set_intersection(a, b, std::back_inserter(common));
  return common;
}

Places either(const Places& a, const Places& b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  Places both;
  both.reserve(a.size() + b.size());
  std::ranges::set_union(a, b, std::back_inserter(both));
  return both;
}

Matching::Matching(const Xapian::Database& database, const Query& query)
    : database_(database), root_(read(query)) {}

std::int64_t Matching::most() const { return root_.most; }

Matching::Part Matching::read(const Query& query) const {
  switch (query.get_type()) {
    case Query::LEAF_TERM: {
      std::string term = *query.get_terms_begin();
      const std::int64_t most = database_.get_termfreq(term);
      return {Join::term, std::move(term), most};
    }
    case Query::LEAF_MATCH_ALL:
      return {Join::every_book, {}, static_cast<std::int64_t>(database_.get_doccount())};
    case Query::LEAF_MATCH_NOTHING: return {};
    case Query::OP_AND_MAYBE:
    case Query::OP_SCALE_WEIGHT: return read(query.get_subquery(0));
    case Query::OP_OR:
    case Query::OP_SYNONYM: return joined(Join::either, query);
    case Query::OP_AND:
    case Query::OP_FILTER: return joined(Join::both, query);
    default: throw Xapian::InvalidArgumentError("not a query of terms");
  }
}

Matching::Part Matching::joined(Join join, const Query& query) const {
  Part whole{join};
  for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) {
    Part part = read(query.get_subquery(i));
    // "Either of either" is one part.
    if (part.join == join)
      std::ranges::move(part.parts, std::back_inserter(whole.parts));
    else
      whole.parts.push_back(std::move(part));
  }
  std::ranges::sort(whole.parts, {}, &Part::most);
  if (join == Join::both) {
    whole.most = whole.parts.empty() ? 0 : whole.parts.front().most;
    return whole;
  }
  for (const Part& part : whole.parts) whole.most += part.most;
  whole.most = std::min<std::int64_t>(whole.most, database_.get_doccount());
  return whole;
}

Places Matching::all() const { return all(root_); }

Places Matching::all(const Part& part) const {
  switch (part.join) {
    case Join::term:
    case Join::every_book: return read_list(database_, part.term, part.most);
    case Join::both: {
      Places places = all(part.parts.front());
      for (std::size_t i = 1; i < part.parts.size(); ++i) places = among(part.parts[i], places);
      return places;
    }
    case Join::either: break;
  }
  // Two and two, the short ones first, so that no place is written often.
  std::vector<Places> lists;
  for (const Part& one : part.parts) lists.push_back(all(one));
  if (lists.empty()) return {};
  for (std::size_t next = 0; next + 1 < lists.size(); next += 2) {
    lists.push_back(search_xapian::either(lists[next], lists[next + 1]));
    lists[next].clear();
    lists[next + 1].clear();
  }
  return std::move(lists.back());
}

Places Matching::among(const Places& places) const { return among(root_, places); }

Places Matching::among(const Part& part, const Places& places) const {
  if (part.join == Join::every_book) return places;
  if (part.join == Join::both) {
    Places left = places;
    for (const Part& one : part.parts) left = among(one, left);
    return left;
  }
  std::vector<bool> found(places.size());
  mark(part, places, found);
  Places left;
  for (std::size_t i = 0; i < places.size(); ++i)
    if (found[i]) left.push_back(places[i]);
  return left;
}

void Matching::mark(const Part& part, const Places& places, std::vector<bool>& found) const {
  if (part.join == Join::term) {
    const auto many = kReadThroughTimes * static_cast<std::int64_t>(places.size());
    return mark_those_of(database_, part.term, part.most <= many, places, found);
  }
  if (part.join == Join::either) {
    for (const Part& one : part.parts) mark(one, places, found);
    return;
  }
  const Places left = among(part, places);
  auto at = left.begin();
  for (std::size_t i = 0; i < places.size() && at != left.end(); ++i)
    if (places[i] == *at) {
      found[i] = true;
      ++at;
    }
}

}  // namespace aan::search_xapian
