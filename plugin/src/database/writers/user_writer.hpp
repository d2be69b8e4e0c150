// The plan's writes to target_users and their links.
#pragma once

#include "database/writers/write_context.hpp"
#include "plan/plan.hpp"

namespace gup::database {

/// Rows, all their memberships, their links.
void delete_users(const WriteContext& context, const std::vector<plan::RowDelete>& deletes);
void park_keys(const WriteContext& context, const std::vector<plan::EmailKeyRelease>& email_key_releases);
/// E-mail keys may swap and chain among `updates`.
void update_users(const WriteContext& context, const std::vector<plan::RowWrite>& updates);
void insert_users(const WriteContext& context, const plan::Inserts& inserts);

}  // namespace gup::database
