#include "plan/change_log.hpp"

#include <optional>
#include <utility>

namespace gup::plan {
namespace {

PackedRow keep(TextArena& texts, const std::optional<TargetUserRow>& row) {
  return row ? texts.keep(packed(*row)) : PackedRow();
}

std::optional<TargetUserRow> kept_row(PackedRow row) {
  return row.empty() ? std::nullopt : std::optional(unpacked_row(row));
}

}  // namespace

void ChangeLog::tell(const PersonChange& change) {
  Kept& kept = *kept_;
  kept.places.push_back({.reason_or_line = static_cast<std::uint32_t>(kept.lines.size())});
  kept.lines.push_back({.kind = change.kind,
                        .approved = change.approved,
                        .user_id = change.user_id,
                        .external_id = kept.texts.keep(change.external_id),
                        .email = kept.texts.keep(change.email),
                        .reason = kept.texts.keep(change.reason),
                        .before = keep(kept.texts, change.before),
                        .after = keep(kept.texts, change.after)});
}

void ChangeLog::tell_added(std::uint32_t insert, const std::string& reason) {
  Kept& kept = *kept_;
  const auto [at, is_new] =
      kept.reason_numbers.emplace(reason, static_cast<std::uint32_t>(kept.reasons.size()));
  if (is_new) kept.reasons.push_back(reason);
  kept.places.push_back({.insert = insert, .reason_or_line = at->second});
}

std::vector<ChangeKind> ChangeLog::kinds() const {
  std::vector<ChangeKind> kinds;
  kinds.reserve(kept_->places.size());
  for (const Place& place : kept_->places)
    kinds.push_back(place.insert != Place::kNone ? ChangeKind::added
                                                 : kept_->lines[place.reason_or_line].kind);
  return kinds;
}

LazyList<PersonChange> ChangeLog::finish(LazyList<RowWrite> inserts) && {
  kept_->inserts = std::move(inserts);
  kept_->reason_numbers.clear();
  const std::size_t lines = kept_->places.size();
  return {lines, [kept = std::shared_ptr<const Kept>(std::move(kept_))](std::size_t at) {
            return kept->change(at);
          }};
}

PersonChange ChangeLog::Kept::change(std::size_t at) const {
  const Place& place = places[at];
  if (place.insert != Place::kNone) return added(place);
  const Line& line = lines[place.reason_or_line];
  return {.kind = line.kind,
          .external_id = std::string(line.external_id),
          .user_id = line.user_id,
          .email = std::string(line.email),
          .reason = std::string(line.reason),
          .before = kept_row(line.before),
          .after = kept_row(line.after),
          .approved = line.approved};
}

PersonChange ChangeLog::Kept::added(const Place& place) const {
  RowWrite insert = inserts[place.insert];
  PersonChange change;
  change.kind = ChangeKind::added;
  change.external_id = insert.link.external_id;
  change.user_id = insert.row.id;
  change.email = insert.row.fields.email;
  change.reason = reasons[place.reason_or_line];
  change.after = std::move(insert.row);
  return change;
}

}  // namespace gup::plan
