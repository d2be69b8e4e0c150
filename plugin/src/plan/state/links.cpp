#include "plan/state/links.hpp"

namespace gup::plan {
namespace {

using Row = LinkDigest::Row;

Row row_of(const Link& link) {
  if (!link.row_updated_at_now) return Row::gone;
  return *link.row_updated_at_now == link.row_updated_at ? Row::as_we_left_it : Row::changed;
}

}  // namespace

void Links::put(PersonNumber person, const Link& link) {
  if (digests_.size() <= person) digests_.resize(person + 1);
  digests_[person] = {.user_id = link.user_id,
                      .content_hash = link.content_hash,
                      .row_updated_at = link.row_updated_at,
                      .rest = 0,
                      .origin = link.origin,
                      .state = link.state,
                      .row = row_of(link),
                      .exists = true};
  ++size_;
  if (link.status_at_adoption.empty() && digests_[person].row != Row::changed && !link.missing_since) return;
  rests_.push_back({link.status_at_adoption, link.row_updated_at_now, link.missing_since});
  digests_[person].rest = static_cast<std::uint32_t>(rests_.size());
}

Link Links::link(PersonNumber person, std::string_view external_id) const {
  const LinkDigest& digest = digests_[person];
  Link link;
  link.external_id = external_id;
  link.user_id = digest.user_id;
  link.origin = digest.origin;
  link.state = digest.state;
  link.content_hash = digest.content_hash;
  link.row_updated_at = digest.row_updated_at;
  if (digest.row == Row::as_we_left_it) link.row_updated_at_now = digest.row_updated_at;
  if (digest.rest == 0) return link;
  const Rest& rest = rests_[digest.rest - 1];
  link.status_at_adoption = rest.status_at_adoption;
  link.row_updated_at_now = rest.row_updated_at_now;
  link.missing_since = rest.missing_since;
  return link;
}

std::int64_t count_active(const Links& links) {
  std::int64_t active = 0;
  for (PersonNumber person = 0; person < links.end(); ++person)
    if (const LinkDigest* link = links.find(person); link && link->state == LinkState::active) ++active;
  return active;
}

}  // namespace gup::plan
