-- Series of documents of which most numbers are there, so that a missing one means something. Series of few numbers, or
-- whose numbers carry dates, prove nothing. One row per series.
with
limits as (
    {{ settings_of('tolerances', {
        'density': 'sequence_density',
        'least_count': 'sequence_least',
    }) }}
),

final as (
    select
        documents.document_kind,
        documents.entity_id,
        documents.place,
        documents.number_prefix,
        count(distinct documents.document_number) as number_count
    from {{ ref('int_numbered_documents') }} as documents
    cross join limits
    group by
        documents.document_kind,
        documents.entity_id,
        documents.place,
        documents.number_prefix,
        limits.density,
        limits.least_count
    having
        count(distinct documents.document_number) >= limits.least_count
        and count(distinct documents.document_number)
        >= limits.density * (max(documents.document_number) - min(documents.document_number) + 1)
)

select * from final
