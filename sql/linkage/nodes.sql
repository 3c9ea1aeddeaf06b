-- Every node that was ever met, and the fingerprint of what it says.
select
    node_id,
    source,
    content_hash
from linkage.node
