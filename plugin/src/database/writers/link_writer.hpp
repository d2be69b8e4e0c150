// The plan's writes to the plugin's own tables of links, sources and held removals.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "database/writers/write_context.hpp"
#include "plan/plan.hpp"

namespace gup::database {

/// The link at an index.
using LinkAt = std::function<plan::Link(std::size_t)>;

/// Links of rows that were just written, with the new `updated_at` of the rows.
void write_links_of_rows(const WriteContext& context, std::size_t count, const LinkAt& link_at);
/// Links as given.
void write_links(const WriteContext& context, const std::vector<plan::Link>& links);
/// Stores the new `updated_at` of rows whose links did not change otherwise.
void touch_links(const WriteContext& context, const std::vector<std::string>& external_ids);
void erase_links(const WriteContext& context, std::size_t count,
                 const std::function<const std::string&(std::size_t)>& external_id);

void insert_link_sources(const WriteContext& context, const plan::LazyList<plan::LinkSource>& sources);
void erase_link_sources(const WriteContext& context, const plan::LazyList<plan::LinkSource>& sources);
void insert_source_groups(const WriteContext& context, const std::vector<plan::SourceGroup>& groups);
void erase_source_groups(const WriteContext& context, const std::vector<plan::SourceGroup>& groups);

/// Replaces the list of held removals; rows that stay the same are not written.
void replace_held_removals(const WriteContext& context, const std::vector<plan::HeldRemoval>& held);

}  // namespace gup::database
