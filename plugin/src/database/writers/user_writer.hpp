// The plan's writes to target_users and their links.
#pragma once

#include "database/writers/write_context.hpp"
#include "plan/plan.hpp"

namespace gup::database {

/// Deletes rows with all their memberships and links.
void delete_users(const WriteContext& context, const std::vector<plan::RowDelete>& deletes);
void release_email_keys(const WriteContext& context,
                        const std::vector<plan::EmailKeyRelease>& email_key_releases);
/// Email keys may swap and chain among `updates`.
void update_users(const WriteContext& context, const std::vector<plan::RowWrite>& updates);
void insert_users(const WriteContext& context, const plan::Inserts& inserts);

}  // namespace gup::database
